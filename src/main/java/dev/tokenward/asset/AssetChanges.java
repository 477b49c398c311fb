package dev.tokenward.asset;

import dev.tokenward.user.Change;

/**
 * What a request says of an asset.
 *
 * @param name may be emptied
 * @param assetTag unique; the next free number for a new one when absent
 * @param serial may be emptied
 * @param model required for a new one
 * @param status deployable for a new one when absent
 * @param notes may be emptied
 * @param assignedTo the number of the user who has it; may be emptied
 */
record AssetChanges(
    Change<String> name,
    Change<String> assetTag,
    Change<String> serial,
    Change<String> model,
    Change<AssetStatus> status,
    Change<String> notes,
    Change<Long> assignedTo) {}
