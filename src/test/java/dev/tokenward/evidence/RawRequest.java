package dev.tokenward.evidence;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param text all of it, one character for each byte
 * @param withoutAnswer whether it need not be answered: the server has to wait for the rest of it,
 *     or may take it for another protocol
 */
record RawRequest(String text, boolean withoutAnswer) {

  private static final int SHOWN = 4_000;

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isHead() {
    return text.startsWith("HEAD ");
  }

  /** Everything but secrets, on one line. */
  String masked(Iterable<String> secrets) {
    String shown = text.replaceAll("(?i)(Basic +)[A-Za-z0-9+/=]+", "$1***");
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    String bounded = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
    return bounded
        .replace("\\", "\\\\")
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", "?");
  }
}
