package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what pages need of a request; nothing but this package reads headers. */
@Singleton
public class BrowserRequests {

  /** More cookies than a browser has for one site. */
  private static final int MOST = 200;

  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final RoutingContext context;
  private final TrustedProxies proxies;
  private final String origin;

  @Inject
  BrowserRequests(RoutingContext context, TrustedProxies proxies, AppSettings settings) {
    this.proxies = proxies;
    this.context = context;
    this.origin = BaseUrl.of(settings).origin();
  }

  /**
   * The current request, while it is handled.
   *
   * @return what pages need of it
   */
  public BrowserRequest current() {
    HttpServerRequest request = context.request();
    return new BrowserRequest(
        cookies(request),
        proxies.addressOf(context),
        UserAgent.of(context),
        request.uri(),
        isForeign(request));
  }

  /** Somebody who can set a second cookie of one name must not choose which of them counts. */
  private static Map<String, String> cookies(HttpServerRequest request) {
    Map<String, String> found = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (String pair : String.join(";", request.headers().getAll("Cookie")).split(";", MOST)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (found.put(name, pair.substring(equals + 1).strip()) != null) {
        ambiguous.add(name);
      }
    }
    found.keySet().removeAll(ambiguous);
    return Map.copyOf(found);
  }

  /** By Fetch Metadata and by the Origin header (RFC 6454), as far as the browser sends them. */
  private boolean isForeign(HttpServerRequest request) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    @Nullable String from = request.getHeader("Origin");
    return (site != null && !OWN_SITE.contains(site)) || (from != null && !isOwn(from, request));
  }

  /** A service may have more names than the public one; a browser sends its own page's as Host. */
  private boolean isOwn(String from, HttpServerRequest request) {
    @Nullable String host = request.getHeader("Host");
    Function<String, String> at = scheme -> scheme + "://" + host;
    return from.equalsIgnoreCase(origin)
        || from.equalsIgnoreCase(at.apply("http"))
        || from.equalsIgnoreCase(at.apply("https"));
  }
}
