/**
 * Assets: the small resource that a newcomer tries a token on. Its REST resource, service, entity
 * and records live together here, so that whoever has no use for it deletes this package; no other
 * package may depend on it. May use {@code api}, {@code http}, {@code verify}, {@code user}, {@code
 * store}, {@code problem} and {@code config}.
 */
@NullMarked
package dev.tokenward.asset;

import org.jspecify.annotations.NullMarked;
