/**
 * What work on event loops needs: going on where one was, because sessions and requests belong to
 * the event loop on which they began; reading once for all who ask meanwhile; and remembering
 * without a thread to tidy up. Depends on nothing else of Tokenward; every other package may use
 * it.
 */
@NullMarked
package dev.tokenward.eventloop;

import org.jspecify.annotations.NullMarked;
