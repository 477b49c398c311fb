package dev.tokenward.config;

import java.net.URI;

/**
 * What the public addresses of this service begin with.
 *
 * @param text {@link AppSettings#url} without a slash at its end
 */
public record BaseUrl(String text) {

  /**
   * Reads it from the settings.
   *
   * @param app the settings
   * @return the same whether or not the setting ends with a slash
   */
  public static BaseUrl of(AppSettings app) {
    return new BaseUrl(app.url().toString().replaceAll("/+$", ""));
  }

  /**
   * Where people sign in.
   *
   * @return an absolute URI
   */
  public URI signInPage() {
    return URI.create(text + "/login");
  }
}
