/**
 * Signed statements of who is behind a token, which a backend can check without a call. May use
 * {@code config}, {@code problem}, {@code eventloop}, {@code store} and {@code verify}, and what a
 * principal is made of: {@code user} and {@code token}.
 */
@NullMarked
package dev.tokenward.assertion;

import org.jspecify.annotations.NullMarked;
