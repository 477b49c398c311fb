/**
 * TLS that the service ends by itself: the certificate that new connections are shown, and its
 * renewal without a restart. May use {@code config} and {@code log}; nothing depends on it.
 */
@NullMarked
package dev.tokenward.tls;

import org.jspecify.annotations.NullMarked;
