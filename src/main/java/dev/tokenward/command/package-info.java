/**
 * The command line: what runs before and instead of the service. Parses the arguments, starts the
 * embedded database where none is configured, then serves or runs one subcommand. May use every
 * package; no other package may depend on it.
 */
@NullMarked
package dev.tokenward.command;

import org.jspecify.annotations.NullMarked;
