/**
 * IP addresses as text: the one form of each, and whom limits take it for. Depends on nothing else
 * of Tokenward, and never looks up a name.
 */
@NullMarked
package dev.tokenward.address;

import org.jspecify.annotations.NullMarked;
