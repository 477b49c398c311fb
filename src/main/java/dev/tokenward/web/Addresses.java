package dev.tokenward.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text in the addresses of pages. */
final class Addresses {

  private Addresses() {}

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
