package dev.tokenward.token;

import java.util.List;

/** Lets tests of other packages make tokens. */
public final class Formats {

  private Formats() {}

  /**
   * The format with the default prefix.
   *
   * @return a new one
   */
  public static TokenFormat standard() {
    return new TokenFormat("twd", List.of());
  }
}
