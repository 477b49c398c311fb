package dev.tokenward.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request is called in errors and in the log: what the client or a proxy calls it in {@code
 * X-Request-Id}, if that is fit for both, or else a random name. It is found out only when somebody
 * has to be told.
 */
final class RequestId {

  /** How an answer says it too. */
  static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

  /**
   * Nothing that ends a line; no underscore, which every token and every secret has; and no word
   * longer than the 32 characters that UUIDs and the ids of traces have at most, because that could
   * be a token without its prefix.
   */
  private static final Pattern FIT = Pattern.compile("(?!.*[0-9A-Za-z]{33})[0-9A-Za-z.:=-]{1,64}");

  private static final String KEY = RequestId.class.getName();

  private RequestId() {}

  /** The same for one request, however often it is asked for. */
  static String of(RoutingContext context) {
    @Nullable String known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String id = of(context.request());
    context.put(KEY, id);
    return id;
  }

  /** For a request that is not looked at again. */
  static String of(HttpServerRequest request) {
    @Nullable String told = request.getHeader(HEADER);
    return told != null && FIT.matcher(told).matches() ? told : random();
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
