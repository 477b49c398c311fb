package dev.tokenward.http;

/**
 * The request that a proxy asks about, as the proxy tells it.
 *
 * @param scheme {@code https} or {@code http}
 * @param method its verb
 * @param host its host and, where it has one, port
 * @param target its path and query, exactly as the proxy got them
 */
public record OriginalRequest(String scheme, String method, String host, String target) {

  /**
   * Where it goes, without the query, which may hold a secret.
   *
   * @return host and path
   */
  public String place() {
    return host + path();
  }

  /**
   * What is asked for, without the query.
   *
   * @return the path as the proxy got it
   */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
