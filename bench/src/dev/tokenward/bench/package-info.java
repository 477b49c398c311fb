/**
 * Routes that do as little as can be done, to compare the service with; only in the build of the
 * profile {@code bench}.
 */
@NullMarked
package dev.tokenward.bench;

import org.jspecify.annotations.NullMarked;
