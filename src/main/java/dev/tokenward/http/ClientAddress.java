package dev.tokenward.http;

import dev.tokenward.verify.TokenVerifier.Use;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Where a request comes from. */
final class ClientAddress {

  private ClientAddress() {}

  /** The IP address at the other end of the connection. */
  static String of(RoutingContext context) {
    @Nullable SocketAddress remote = context.request().connection().remoteAddress();
    @Nullable String address = remote == null ? null : remote.hostAddress();
    return address == null ? Use.UNKNOWN_ADDRESS : withoutZone(address);
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
