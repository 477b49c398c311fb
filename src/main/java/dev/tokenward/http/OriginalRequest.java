package dev.tokenward.http;

/**
 * The request that a proxy asks about, as the proxy tells it.
 *
 * @param method its verb
 * @param host its host and, where it has one, port
 * @param target its path and query, exactly as the proxy got them
 */
public record OriginalRequest(String method, String host, String target) {

  /**
   * Where it goes, without the query, which may hold a secret.
   *
   * @return host and path
   */
  public String place() {
    int query = target.indexOf('?');
    return host + (query < 0 ? target : target.substring(0, query));
  }
}
