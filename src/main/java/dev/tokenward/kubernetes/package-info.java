/**
 * Kubernetes' webhook for tokens: an API server asks with a {@code TokenReview} who is behind a
 * token. This package reads the question and words the answer; whether a token counts is decided in
 * {@code verify}, and who may ask in {@code http}. May use {@code verify}, {@code user}, {@code
 * token}, {@code problem}, {@code config} and {@code http}; nothing depends on it.
 */
@NullMarked
package dev.tokenward.kubernetes;

import org.jspecify.annotations.NullMarked;
