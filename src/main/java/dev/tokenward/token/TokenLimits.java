package dev.tokenward.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the next token of somebody who asks with one credential, at this moment.
 *
 * @param policy what the policies demand of the owner
 * @param mayCreate whether the policies let the owner have new tokens at all
 * @param latestExpiry the latest moment at which it may end, by the settings, the policies and the
 *     credential
 * @param tokensLeft how many more tokens the owner may have now; null for any number
 * @param prefix what it will begin with, without the underscore
 */
public record TokenLimits(
    TokenPolicy policy,
    boolean mayCreate,
    Instant latestExpiry,
    @Nullable Long tokensLeft,
    String prefix) {}
