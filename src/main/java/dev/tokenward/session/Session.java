package dev.tokenward.session;

import java.time.Instant;
import java.util.UUID;

/**
 * One sign-in with a browser, from the sign-in to its end; never what lets somebody go on with it.
 *
 * @param id its public name
 * @param userId who is signed in
 * @param createdAt when they signed in
 * @param lastSeenAt when they were last seen, to within a thirtieth of the time after which an idle
 *     session ends
 * @param address where they signed in from
 * @param agent what the browser calls itself; empty if it does not say
 */
public record Session(
    UUID id, long userId, Instant createdAt, Instant lastSeenAt, String address, String agent) {}
