package dev.tokenward.config;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

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
   * By which names a token may call this service as its audience: the setting as it is, and without
   * a slash at its end, as the metadata say it.
   *
   * @param app the settings
   * @return one or two absolute URIs
   */
  public static List<String> audiences(AppSettings app) {
    return Stream.of(app.url().toString(), of(app).text()).distinct().toList();
  }

  /**
   * What precedes the paths of this service.
   *
   * @return empty, or a path without a slash at its end
   */
  public String path() {
    return URI.create(text).getRawPath();
  }

  /**
   * Who this service is for a browser (RFC 6454).
   *
   * @return scheme, host and, where it is not the scheme's own, port
   */
  public String origin() {
    URI uri = URI.create(text);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /**
   * Whether the service is reached by https.
   *
   * @return false for http
   */
  public boolean isSecure() {
    return text.startsWith("https:");
  }

  /**
   * Whether cookies are to be sent over https only.
   *
   * @param settings what the operator says about it
   * @return true also where the service is reached by https
   */
  public boolean cookiesAreSecure(SecureSettings settings) {
    return isSecure() || settings.cookies();
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
