package dev.tokenward.gateways;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a proxy sends and does that can't be started here, by what its sources say. */
enum Simulator {
  /** {@code ForwardAuth} (pkg/middlewares/auth/forward.go): all headers of the client, and more. */
  TRAEFIK {
    @Override
    Outcome pass(Client client, Supplier<RequestSpecification> tokenward, String requirement) {
      Response answer =
          tokenward
              .get()
              .headers(client.headers())
              .header("X-Forwarded-Method", client.method())
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Host", client.host())
              .header("X-Forwarded-Port", "443")
              .header("X-Forwarded-Uri", client.target())
              .header("X-Forwarded-For", "203.0.113.7")
              .header("X-Forwarded-Server", "proxy")
              .urlEncodingEnabled(false)
              .get("/authz/forward-auth?" + requirement);
      boolean passes = answer.statusCode() >= 200 && answer.statusCode() < 300;
      return outcome(client, answer, passes);
    }
  },
  /** {@code ext_authz} over HTTP (ext_authz.proto): the request itself, with few of its headers. */
  ENVOY {
    @Override
    Outcome pass(Client client, Supplier<RequestSpecification> tokenward, String requirement) {
      RequestSpecification question =
          tokenward
              .get()
              .header("Host", client.host())
              .header("X-Forwarded-For", "203.0.113.7")
              .header("X-Authz-Require", requirement)
              .urlEncodingEnabled(false);
      Optional.ofNullable(client.headers().get("Authorization"))
          .ifPresent(value -> question.header("Authorization", value));
      // The test's client says that itself of these, and of no others.
      if (!List.of("POST", "PUT", "PATCH").contains(client.method())) {
        question.header("Content-Length", "0");
      }
      Response answer = question.request(client.method(), "/authz/ext-authz" + client.target());
      return outcome(client, answer, answer.statusCode() == 200);
    }
  };

  private static final List<String> IDENTITY =
      List.of(
          "X-Auth-Request-User",
          "X-Auth-Request-Preferred-Username",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Email",
          "Remote-User",
          "Remote-Groups",
          "Remote-Name",
          "Remote-Email",
          "X-Auth-Token-Id",
          "X-Auth-Token-Scopes",
          "X-Auth-Token-Expires");

  /**
   * A request of a client's.
   *
   * @param method its verb
   * @param host its host
   * @param target its path and query
   * @param headers all others
   */
  record Client(String method, String host, String target, Map<String, String> headers) {}

  /**
   * What came of it.
   *
   * @param answer of Tokenward
   * @param toBackend the headers that reach the backend; empty when nothing does
   */
  record Outcome(Response answer, Map<String, String> toBackend) {}

  /** Asks about a request, on a route that wants something. */
  abstract Outcome pass(
      Client client, Supplier<RequestSpecification> tokenward, String requirement);

  private static Outcome outcome(Client client, Response answer, boolean passes) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (passes) {
      headers.putAll(client.headers());
      IDENTITY.forEach(
          name -> {
            headers.remove(name);
            Optional.ofNullable(answer.header(name)).ifPresent(value -> headers.put(name, value));
          });
    }
    return new Outcome(answer, headers);
  }
}
