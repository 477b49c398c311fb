package dev.tokenward.gateway;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyRequest;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The request behind a question, from the headers in which proxies tell it. Each part may be told
 * more than once, by proxies in a row or by a client that tries to pass for one, and then all have
 * to say the same: otherwise the rule for one request could be applied to another.
 */
final class Original {

  /** RFC 9110, RFC 5789 (PATCH), and those of WebDAV and calendars. */
  static final Set<String> METHODS =
      Set.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "PROPFIND",
          "PROPPATCH",
          "MKCOL",
          "COPY",
          "MOVE",
          "LOCK",
          "UNLOCK",
          "REPORT",
          "SEARCH",
          "ACL",
          "MKCALENDAR");

  static final CharSequence FORWARDED_METHOD = HttpHeaders.createOptimized("X-Forwarded-Method");
  static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
  static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");
  static final CharSequence FORWARDED_URI = HttpHeaders.createOptimized("X-Forwarded-Uri");
  static final CharSequence ORIGINAL_METHOD = HttpHeaders.createOptimized("X-Original-Method");
  static final CharSequence ORIGINAL_URI = HttpHeaders.createOptimized("X-Original-URI");
  static final CharSequence ORIGINAL_URL = HttpHeaders.createOptimized("X-Original-URL");

  /** What ends a host, or stands before it, so that others may take another part for it. */
  private static final String BEYOND_HOST = "/?#@\\";

  private static final String SCHEME_END = "://";

  private final ProxyRequest request;

  Original(ProxyRequest request) {
    this.request = request;
  }

  /** From these parts, each as the dialect's own header tells it. */
  OriginalRequest of(String scheme, String method, String host, String target) {
    checkMethod(method);
    checkHost(host);
    checkTarget(target);
    return new OriginalRequest(plain(scheme), method, host, target);
  }

  /** A proxy may say that a request wants to become a web socket. */
  private static String plain(String scheme) {
    return switch (scheme) {
      case "https", "wss" -> "https";
      case "http", "ws" -> "http";
      default -> throw malformed("The original request must be one of http or https.");
    };
  }

  /** A part that the dialect can't do without. */
  String required(CharSequence header) {
    return request
        .header(header)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                malformed(
                    "The header %s is missing, which tells about the original request."
                        .formatted(header)));
  }

  /** The scheme, the host and the target of an absolute URL. */
  static String[] split(String url) {
    int host = url.indexOf(SCHEME_END) + SCHEME_END.length();
    int path = url.indexOf('/', host);
    boolean isWeb = url.startsWith("http://") || url.startsWith("https://");
    if (!isWeb || path <= host) {
      throw malformed("The original URL must be an absolute http or https URL with a path.");
    }
    return new String[] {
      url.substring(0, host - SCHEME_END.length()), url.substring(host, path), url.substring(path)
    };
  }

  /** Another header that may tell the same part, and then has to agree. */
  Original agreeing(CharSequence header, String value) {
    return agreeing(header, () -> value);
  }

  /** The same for what has to be put together first, which is seldom needed. */
  Original agreeing(CharSequence header, Supplier<String> value) {
    Optional<String> other = request.header(header);
    if (other.isPresent() && !other.get().equals(value.get())) {
      throw malformed(
          "The header %s contradicts what the proxy tells about the original request."
              .formatted(header));
    }
    return this;
  }

  private static void checkMethod(String method) {
    if (!METHODS.contains(method)) {
      throw malformed("The method of the original request is not one that can be asked about.");
    }
  }

  private static void checkHost(String host) {
    check("host", host);
    for (int i = 0; i < host.length(); i++) {
      if (BEYOND_HOST.indexOf(host.charAt(i)) >= 0) {
        throw malformed("The host of the original request is malformed.");
      }
    }
  }

  private static void checkTarget(String target) {
    check("target", target);
    if (target.charAt(0) != '/' || target.indexOf('#') >= 0) {
      throw malformed("The target of the original request must begin with a slash.");
    }
  }

  /** Bytes above ASCII are the backend's to understand. */
  private static void check(String part, String value) {
    boolean isPlain = !value.isEmpty();
    for (int i = 0; i < value.length() && isPlain; i++) {
      isPlain = value.charAt(i) > ' ' && value.charAt(i) != 0x7f;
    }
    if (!isPlain) {
      throw malformed("The %s of the original request is malformed.".formatted(part));
    }
  }

  static ProblemException malformed(String sentence) {
    return new ProblemException(new Problem.MalformedRequest(sentence));
  }
}
