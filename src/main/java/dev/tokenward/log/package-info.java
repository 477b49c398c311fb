/**
 * Keeping logs readable, and the disk free, when one thing goes wrong for every request. Depends on
 * nothing else of Tokenward; every other package may use it.
 */
@NullMarked
package dev.tokenward.log;

import org.jspecify.annotations.NullMarked;
