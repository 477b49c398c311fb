/**
 * Rate limits: how much of its budget somebody has left, exact under concurrency, in this process
 * or shared through Redis. Knows nothing of HTTP, users or tokens: what is limited is a key. May
 * use {@code config} and {@code eventloop}.
 */
@NullMarked
package dev.tokenward.limit;

import org.jspecify.annotations.NullMarked;
