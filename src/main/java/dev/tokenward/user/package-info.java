/**
 * People, the groups they are in, their permissions and their passwords. Knows nothing of HTTP or
 * of tokens; may use {@code config}, {@code eventloop}, {@code problem}, {@code address}, {@code
 * store} and {@code audit}.
 */
@NullMarked
package dev.tokenward.user;

import org.jspecify.annotations.NullMarked;
