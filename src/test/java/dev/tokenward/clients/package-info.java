/**
 * Others' programs that ask about our tokens: libraries of Maven Central and npm, Debian's Apache
 * and {@code kubectl}. Each protects something, lets a good token pass, and refuses one that does
 * not count.
 */
@NullMarked
package dev.tokenward.clients;

import org.jspecify.annotations.NullMarked;
