package dev.tokenward.http;

import dev.tokenward.verify.TokenVerifier.Use;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection. {@link TrustedProxies} says where a request comes from.
 */
final class ClientAddress {

  private ClientAddress() {}

  /** The IP address as the JDK writes it, which is not the one form of IPv6. */
  static String of(HttpServerRequest request) {
    @Nullable SocketAddress remote = request.connection().remoteAddress();
    @Nullable String address = remote == null ? null : remote.hostAddress();
    return address == null ? Use.UNKNOWN_ADDRESS : withoutZone(address);
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
