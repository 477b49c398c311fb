/** Time that tests move. */
package dev.tokenward.clock;
