package dev.tokenward.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group as it is at one moment.
 *
 * @param id the group's number
 * @param name unique
 * @param permissions what it grants to its members
 * @param usersCount how many undeleted users are in it
 * @param createdBy the user who made it
 */
public record Group(
    long id,
    String name,
    Permissions permissions,
    @Nullable String notes,
    long usersCount,
    @Nullable Creator createdBy,
    Instant createdAt,
    Instant updatedAt) {}
