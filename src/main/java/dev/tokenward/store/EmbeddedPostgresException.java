package dev.tokenward.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL can't be used; the message is a line for the person who starts it. */
public final class EmbeddedPostgresException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  EmbeddedPostgresException(String message) {
    super(message);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
