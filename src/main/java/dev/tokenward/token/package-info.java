/**
 * The life of a personal access token: its format, issuing, listing and revoking, and what policies
 * demand of it. Knows nothing of HTTP; may use {@code user}, {@code store}, {@code problem}, {@code
 * eventloop}, {@code address} and {@code config}.
 */
@NullMarked
package dev.tokenward.token;

import org.jspecify.annotations.NullMarked;
