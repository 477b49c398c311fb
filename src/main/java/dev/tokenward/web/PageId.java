package dev.tokenward.web;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids in the addresses of pages. */
public final class PageId {

  /** Any other text is no id, and {@link UUID#fromString} would accept some of it. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private PageId() {}

  /**
   * Reads an id.
   *
   * @param text what the address has there
   * @return the id; empty for what can't be one
   */
  public static Optional<UUID> parse(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
