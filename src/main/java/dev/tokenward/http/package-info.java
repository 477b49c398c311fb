/**
 * What every request passes: the Authorization header, the two authentication mechanisms, bounds on
 * bodies, the headers of every answer and the two renderings of an error; and what is said to an
 * OpenID Connect provider. Nothing but this package reads an Authorization header. May use every
 * package but the dialects built on it ({@code api}, {@code gateway}, {@code oauth}, {@code web})
 * and {@code command}.
 */
@NullMarked
package dev.tokenward.http;

import org.jspecify.annotations.NullMarked;
