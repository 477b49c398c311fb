package dev.tokenward.http;

import dev.tokenward.log.Printable;
import java.util.Map;
import java.util.Optional;

/**
 * What a page needs to know of the request for it: cookies, and where the request comes from. Its
 * {@link #toString} tells nothing.
 */
public final class BrowserRequest {

  private final Map<String, String> cookies;
  private final String clientAddress;
  private final String userAgent;
  private final String target;
  private final boolean foreign;

  BrowserRequest(
      Map<String, String> cookies,
      String clientAddress,
      String userAgent,
      String target,
      boolean foreign) {
    this.cookies = cookies;
    this.clientAddress = clientAddress;
    this.userAgent = userAgent;
    this.target = target;
    this.foreign = foreign;
  }

  /**
   * Reads a cookie.
   *
   * @param name its name
   * @return its value; empty when there is none, or more than one
   */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  /**
   * Where the request comes from.
   *
   * @return an IP address literal
   */
  public String clientAddress() {
    return clientAddress;
  }

  /**
   * What the browser calls itself.
   *
   * @return printable ASCII of at most 255 characters; empty if it does not say
   */
  public String userAgent() {
    return userAgent;
  }

  /**
   * What is asked for.
   *
   * @return the path and query as they were sent
   */
  public String target() {
    return target;
  }

  /**
   * The same for a log.
   *
   * @return printable, bounded, and without what could be a token
   */
  public String place() {
    return Printable.of(target);
  }

  /**
   * Whether the browser says that another site's page sends this.
   *
   * @return false also for a client that says nothing about it
   */
  public boolean isForeign() {
    return foreign;
  }

  @Override
  public String toString() {
    return "BrowserRequest[hidden]";
  }
}
