package dev.tokenward.token;

/**
 * How many tokens of everybody there are, by how they are.
 *
 * @param live neither revoked nor expired, and their owner is active
 * @param suspended neither revoked nor expired, and refused because their owner is disabled
 * @param expired expired, and not revoked
 * @param revoked revoked, whether or not they would have expired since
 * @param endSoon of those neither revoked nor expired: they end before the first of two moments
 * @param endLater the same before the second, so that {@code endSoon} is a part of it
 * @param idle of those neither revoked nor expired: they passed, but not since a moment
 * @param neverUsed the same: they were made before that moment, and never passed
 */
public record TokenNumbers(
    long live,
    long suspended,
    long expired,
    long revoked,
    long endSoon,
    long endLater,
    long idle,
    long neverUsed) {}
