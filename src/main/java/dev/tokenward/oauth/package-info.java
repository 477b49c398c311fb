/**
 * OAuth, as far as a service of personal access tokens has to speak it: introspection (RFC 7662),
 * revocation (RFC 7009) and the metadata by which clients find them (RFC 8414, RFC 9728). Only
 * translates: who asks is found out in {@code http}, and whether a token counts in {@code verify}.
 * May use {@code http}, {@code verify}, {@code client}, {@code token}, {@code user}, {@code
 * eventloop}, {@code problem} and {@code config}; nothing depends on it.
 */
@NullMarked
package dev.tokenward.oauth;

import org.jspecify.annotations.NullMarked;
