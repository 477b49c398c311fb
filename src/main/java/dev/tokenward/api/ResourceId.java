package dev.tokenward.api;

import java.util.Optional;

/** The number at the end of an address. */
final class ResourceId {

  private ResourceId() {}

  /** The number, or empty for what can't be the number of anything. */
  static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
