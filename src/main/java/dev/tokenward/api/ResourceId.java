package dev.tokenward.api;

import java.util.Optional;

/** The number at the end of an address. */
public final class ResourceId {

  private ResourceId() {}

  /**
   * Reads the number.
   *
   * @param text what the address has there
   * @return the number, or empty for what can't be the number of anything
   */
  public static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
