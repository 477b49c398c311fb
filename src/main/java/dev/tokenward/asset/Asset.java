package dev.tokenward.asset;

import dev.tokenward.user.Profile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An asset as it is at one moment.
 *
 * @param id the asset's number
 * @param assetTag what is written on it; unique, whatever the case of its letters
 * @param serial its maker's number, which others may have too
 * @param model what kind of thing it is
 * @param assignedTo who uses it; null for nobody, and for somebody who is deleted
 * @param createdBy the user who made it, deleted or not
 */
record Asset(
    long id,
    @Nullable String name,
    String assetTag,
    @Nullable String serial,
    String model,
    AssetStatus status,
    @Nullable String notes,
    @Nullable Profile assignedTo,
    @Nullable Profile createdBy,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether somebody has it in use. */
  boolean isDeployed() {
    return status == AssetStatus.DEPLOYABLE && assignedTo != null;
  }
}
