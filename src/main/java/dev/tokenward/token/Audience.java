package dev.tokenward.token;

import java.net.URI;

/** The names of services that a token is meant for. */
public final class Audience {

  private static final int LONGEST = 255;

  private Audience() {}

  /**
   * Whether a text can be the name of a service.
   *
   * @param text any
   * @return whether it is an absolute URI of at most 255 characters
   */
  public static boolean isAcceptable(String text) {
    try {
      return text.length() <= LONGEST && URI.create(text).isAbsolute();
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }
}
