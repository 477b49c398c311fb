package dev.tokenward.http;

import dev.tokenward.config.ProxySettings;
import dev.tokenward.token.Network;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Whose word counts about where a request comes from: the proxies that the operator names. They are
 * asked about from right to left, because each proxy writes down behind the others whom it got the
 * request from, and what stands further left than the last trusted one could be anybody's.
 */
@Singleton
class TrustedProxies {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** More than anybody has proxies in a row. */
  private static final int MOST = 32;

  private final List<Network> networks;

  @Inject
  TrustedProxies(ProxySettings settings) {
    this(settings.trustedProxies().orElse(List.of()));
  }

  TrustedProxies(List<String> networks) {
    this.networks =
        networks.stream().flatMap(text -> Network.parse(text.strip()).stream()).toList();
  }

  /**
   * The client behind the proxy that sends a request.
   *
   * @return an IP address literal; empty where no trusted proxy tells one
   */
  Optional<String> clientOf(RoutingContext context) {
    HttpServerRequest request = context.request();
    return networks.isEmpty()
        ? Optional.empty()
        : client(ClientAddress.of(context), request.headers().getAll(FORWARDED_FOR));
  }

  /** The same for who is at the other end of the connection, and for what they say. */
  Optional<String> client(String peer, List<String> forwardedFor) {
    if (!isTrusted(peer) || forwardedFor.isEmpty()) {
      return Optional.empty();
    }
    String[] told = String.join(",", forwardedFor).split(",", MOST);
    for (int i = told.length - 1; i >= 0; i--) {
      String address = told[i].strip();
      if (Network.parse(address).isEmpty() || address.indexOf('/') >= 0) {
        return Optional.empty();
      }
      if (i == 0 || !isTrusted(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private boolean isTrusted(String address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
