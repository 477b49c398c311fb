/**
 * The decision core: may this credential pass, and as whom? Every dialect asks here and only
 * translates the answer. Knows nothing of HTTP; may use {@code token}, {@code user}, {@code store},
 * {@code problem}, {@code eventloop}, {@code log} and {@code config}.
 */
@NullMarked
package dev.tokenward.verify;

import org.jspecify.annotations.NullMarked;
