/**
 * Traces for OpenTelemetry, where the operator wants them: of requests, from the first byte on, and
 * of what the database is asked for them. Nothing here decides anything, and without traces none of
 * it runs. May use {@code config} and {@code log}; only {@code http} uses it.
 */
@NullMarked
package dev.tokenward.trace;

import org.jspecify.annotations.NullMarked;
