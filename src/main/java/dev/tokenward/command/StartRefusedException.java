package dev.tokenward.command;

import java.io.Serial;

/** The process can't go on; the message is the one line to show. */
final class StartRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  StartRefusedException(String line) {
    super(line, null, false, false);
  }
}
