/**
 * Registered clients: services that ask about the tokens of others, and how they show who they are.
 * Knows nothing of HTTP; may use {@code token}, {@code user}, {@code store}, {@code problem},
 * {@code eventloop}, {@code log} and {@code config}.
 */
@NullMarked
package dev.tokenward.client;

import org.jspecify.annotations.NullMarked;
