package dev.tokenward.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser remembers while its owner is away at the provider: which attempt to sign in it
 * began, so that it can't be made to end somebody else's, and where to go then.
 *
 * @param state what the provider sends back
 * @param next a page of this service
 */
record Errand(String state, String next) {

  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z0-9_-]{1,200})\\.([A-Za-z0-9_-]{1,4000})");

  static Optional<Errand> parse(String presented) {
    Matcher parts = TEXT.matcher(presented);
    return parts.matches()
        ? decoded(parts.group(2)).map(next -> new Errand(parts.group(1), Return.checked(next)))
        : Optional.empty();
  }

  String text() {
    byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
    return state + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
