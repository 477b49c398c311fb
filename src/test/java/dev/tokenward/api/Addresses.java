package dev.tokenward.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;

/** Addresses of requests for lists. */
final class Addresses {

  private Addresses() {}

  /** Of which only the two things can be read that a list needs. */
  static UriInfo with(MultivaluedMap<String, String> query) {
    return (UriInfo)
        Proxy.newProxyInstance(
            UriInfo.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getQueryParameters" -> query;
                  case "getPath" -> "/api/v1/users";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
