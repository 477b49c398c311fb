/**
 * The REST interface in the shape of Snipe-IT's: tokens, the current user, users and groups. Only
 * translates between HTTP and the services of {@code token}, {@code user} and {@code audit}. What
 * it speaks in, such as envelopes, lists and dates, is there for other resources in Snipe-IT's
 * form; nothing below may depend on it.
 */
@NullMarked
package dev.tokenward.api;

import org.jspecify.annotations.NullMarked;
