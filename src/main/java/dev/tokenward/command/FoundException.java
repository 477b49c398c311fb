package dev.tokenward.command;

/** A check found what it looked for. Its message is a line for standard error. */
final class FoundException extends RuntimeException {

  /** The exit code, told apart from that of a check that could not be made. */
  static final int EXIT_CODE = 3;

  private static final long serialVersionUID = 1L;

  FoundException(String message) {
    super(message);
  }
}
