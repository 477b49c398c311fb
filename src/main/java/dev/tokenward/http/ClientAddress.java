package dev.tokenward.http;

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
    return address == null ? "unknown" : withoutZone(address);
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
