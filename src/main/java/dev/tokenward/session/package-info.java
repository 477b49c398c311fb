/**
 * Who is signed in with a browser, for how long and from where. Knows nothing of HTTP; may use
 * {@code user}, {@code store}, {@code problem}, {@code eventloop}, {@code log} and {@code config}.
 */
@NullMarked
package dev.tokenward.session;

import org.jspecify.annotations.NullMarked;
