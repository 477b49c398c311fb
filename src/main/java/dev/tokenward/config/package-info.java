/**
 * Typed settings: every value a person can set, its default and what is allowed. Depends on nothing
 * else of Tokenward; every other package may use it.
 */
@NullMarked
package dev.tokenward.config;

import org.jspecify.annotations.NullMarked;
