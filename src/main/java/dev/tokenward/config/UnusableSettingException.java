package dev.tokenward.config;

/** A setting that looks right but can't be used, which is found out while the service starts. */
public final class UnusableSettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A start that is refused.
   *
   * @param line what is wrong, where, and what would be right, in one line
   */
  public UnusableSettingException(String line) {
    super(line);
  }
}
