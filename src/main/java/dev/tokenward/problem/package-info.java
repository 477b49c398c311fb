/**
 * What can go wrong in the domain, as a closed set of types that know nothing of HTTP, and which
 * characters are refused everywhere. Depends on nothing else of Tokenward; {@code http} is the one
 * place that turns a problem into an answer.
 */
@NullMarked
package dev.tokenward.problem;

import org.jspecify.annotations.NullMarked;
