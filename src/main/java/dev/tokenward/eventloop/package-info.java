/**
 * Going on where one was: sessions and requests belong to the event loop on which they began.
 * Depends on nothing else of Tokenward; every other package may use it.
 */
@NullMarked
package dev.tokenward.eventloop;

import org.jspecify.annotations.NullMarked;
