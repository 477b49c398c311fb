package dev.tokenward.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text in the addresses of pages. */
public final class Addresses {

  private Addresses() {}

  /**
   * Text as a value in a query.
   *
   * @param text any
   * @return the same, percent-encoded
   */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
