/**
 * The REST interface in the shape of Snipe-IT's: tokens, the current user, users and groups. Only
 * translates between HTTP and the services of {@code token} and {@code user}; no other package may
 * depend on it.
 */
@NullMarked
package dev.tokenward.api;

import org.jspecify.annotations.NullMarked;
