package dev.tokenward.conformance;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A way in which a proxy asks, with all that it has to tell about the original request. */
enum Dialect {
  AUTH_REQUEST("/authz/auth-request"),
  FORWARD_AUTH("/authz/forward-auth"),
  EXT_AUTHZ("/authz/ext-authz/reports");

  private final String path;

  Dialect(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** The headers that tell about the original request; Envoy sends it itself. */
  Map<String, String> original() {
    return switch (this) {
      case AUTH_REQUEST ->
          Map.of(
              "X-Original-Method", "GET",
              "X-Original-URL", "https://app.example.com/reports?month=5");
      case FORWARD_AUTH ->
          Map.of(
              "X-Forwarded-Method", "GET",
              "X-Forwarded-Proto", "https",
              "X-Forwarded-Host", "app.example.com",
              "X-Forwarded-Uri", "/reports?month=5");
      case EXT_AUTHZ -> Map.of();
    };
  }

  /** Asks whether somebody's request may pass. */
  Response ask(RequestSpecification caller) {
    return caller.headers(original()).get(path);
  }

  /** The same on a route that wants something. */
  Response ask(RequestSpecification caller, String requirement) {
    RequestSpecification asking = caller.headers(original()).urlEncodingEnabled(false);
    return this == EXT_AUTHZ
        ? asking.header("X-Authz-Require", requirement).get(path)
        : asking.get(path + "?" + requirement);
  }
}
