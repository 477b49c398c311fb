package dev.tokenward.http;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tokenward.address.IpAddress;
import dev.tokenward.config.ProxySettings;
import dev.tokenward.config.UnusableSettingException;
import dev.tokenward.eventloop.BoundedCache;
import dev.tokenward.log.Printable;
import dev.tokenward.token.Network;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whose word counts about where a request comes from: the proxies that the operator names. They are
 * asked about from right to left, because each proxy writes down behind the others whom it got the
 * request from, and what stands further left than the last trusted one could be anybody's.
 */
@Singleton
class TrustedProxies {

  private static final Logger LOG = Logger.getLogger(TrustedProxies.class);

  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
  private static final CharSequence FORWARDED_PROTO =
      HttpHeaders.createOptimized("X-Forwarded-Proto");

  /** More than anybody has proxies in a row. */
  private static final int MOST = 32;

  private static final int LONGEST_ADDRESS = 45;

  private static final int LONGEST_PORT = 5;

  private static final int MOST_REMEMBERED = 10_000;

  private final List<Network> networks;

  /** To read an address costs more than all else here, and the same ones come again and again. */
  private final Cache<String, Known> known = BoundedCache.ofAtMost(MOST_REMEMBERED);

  /** What a proxy does wrong it does with every request. */
  private final AtomicBoolean complained = new AtomicBoolean();

  private enum Standing {
    TRUSTED,
    ANYBODY,
    NO_ADDRESS
  }

  /** What was read: an address in its one form, or a text that is none; and what it counts. */
  private record Known(String address, Standing standing) {}

  @Inject
  TrustedProxies(ProxySettings settings) {
    this(settings.trustedProxies().orElse(List.of()));
  }

  TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(text -> network(text.strip())).toList();
  }

  private static Network network(String text) {
    return Network.parse(text)
        .orElseThrow(
            () ->
                new UnusableSettingException(
                    "APP_TRUSTED_PROXIES has \""
                        + text
                        + "\" in it, but each entry must be an address or a network, such as"
                        + " 10.0.0.0/8 or 2001:db8::1."));
  }

  /**
   * The client behind the proxy that sends a request. What a trusted proxy tells that is no address
   * is complained about in the log, once.
   *
   * @return an IP address in its {@linkplain IpAddress#canonical one form}; empty where no trusted
   *     proxy tells one
   */
  Optional<String> clientOf(RoutingContext context) {
    HttpServerRequest request = context.request();
    return networks.isEmpty()
        ? Optional.empty()
        : client(ClientAddress.of(request), request.headers().getAll(FORWARDED_FOR));
  }

  /**
   * Where a request to the API or for a page comes from: the client that a trusted proxy tells, or
   * whoever is at the other end of the connection; in the address' one form.
   */
  String addressOf(RoutingContext context) {
    return networks.isEmpty()
        ? peerOf(context.request())
        : clientOf(context).orElseGet(() -> peerOf(context.request()));
  }

  /** The JDK writes IPv4 in its one form, so that most have no more to pay for. */
  private String peerOf(HttpServerRequest request) {
    String address = ClientAddress.of(request);
    return address.indexOf(':') < 0 ? address : known(address).address();
  }

  /** Whether a trusted proxy says that the client speaks https with it. */
  boolean sayHttps(HttpServerRequest request) {
    return !networks.isEmpty()
        && https(ClientAddress.of(request), request.headers().getAll(FORWARDED_PROTO));
  }

  /**
   * The same, for who is at the other end of the connection and what they say. Where proxies stand
   * in a row, all of them have to say so.
   */
  boolean https(String peer, List<String> forwardedProto) {
    return !forwardedProto.isEmpty()
        && known(peer).standing() == Standing.TRUSTED
        && Arrays.stream(String.join(",", forwardedProto).split(",", MOST))
            .allMatch(scheme -> scheme.strip().equalsIgnoreCase("https"));
  }

  /** The client's address in its one form, for who is at the other end and what they say. */
  Optional<String> client(String peer, List<String> forwardedFor) {
    if (forwardedFor.isEmpty() || known(peer).standing() != Standing.TRUSTED) {
      return Optional.empty();
    }
    boolean isOne = forwardedFor.size() == 1;
    return lastUntrusted(peer, isOne ? forwardedFor.get(0) : String.join(",", forwardedFor));
  }

  /** Counted from the right: how much a client has put to the left is nothing to go by. */
  private Optional<String> lastUntrusted(String peer, String told) {
    int end = told.length();
    for (int hop = 0; hop < MOST; hop++) {
      int comma = told.lastIndexOf(',', end - 1);
      Known client = known(withoutPort(told.substring(comma + 1, end).strip()));
      if (client.standing() == Standing.NO_ADDRESS) {
        return unreadable(peer, told.substring(comma + 1, end));
      }
      if (comma < 0 || client.standing() == Standing.ANYBODY) {
        return Optional.of(client.address());
      }
      end = comma;
    }
    return Optional.empty();
  }

  /** Nobody is told then. The operator is, because all clients of the proxy become one. */
  private Optional<String> unreadable(String peer, String told) {
    if (!complained.get() && complained.compareAndSet(false, true)) {
      LOG.warnf(
          "The trusted proxy %s says in X-Forwarded-For that a request comes from \"%s\", which is"
              + " no IP address. The proxy's own address counts instead, so that all of its clients"
              + " share their limits and lock-outs. Let the proxy set or append the client's IP"
              + " address, with or without a port. This is said only once.",
          peer, Printable.of(told.strip()));
    }
    return Optional.empty();
  }

  /**
   * Some proxies write the client's port behind its address, and brackets around one of IPv6. All
   * others pay for a search for a colon.
   */
  private static String withoutPort(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return text;
    }
    if (text.charAt(0) != '[') {
      return isPort(text, colon) ? text.substring(0, colon) : text;
    }
    int end = text.indexOf(']');
    boolean bracketed = end > colon && (end == text.length() - 1 || isPort(text, end + 1));
    return bracketed ? text.substring(1, end) : text;
  }

  /** Whether all that is left from there is a colon and a port. */
  private static boolean isPort(String text, int colon) {
    int digits = text.length() - colon - 1;
    if (text.charAt(colon) != ':' || digits < 1 || digits > LONGEST_PORT) {
      return false;
    }
    for (int i = colon + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private Known known(String text) {
    if (text.length() > LONGEST_ADDRESS) {
      return new Known(text, Standing.NO_ADDRESS);
    }
    @Nullable Known before = known.getIfPresent(text);
    return before == null ? known.get(text, this::read) : before;
  }

  private Known read(String text) {
    Optional<String> address = IpAddress.canonical(text);
    return address
        .flatMap(Network::parse)
        .map(read -> new Known(address.get(), standing(read)))
        .orElseGet(() -> new Known(text, Standing.NO_ADDRESS));
  }

  private Standing standing(Network address) {
    return networks.stream().anyMatch(network -> network.contains(address))
        ? Standing.TRUSTED
        : Standing.ANYBODY;
  }
}
