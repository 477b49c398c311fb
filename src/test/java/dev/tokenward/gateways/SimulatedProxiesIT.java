package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.gateways.Simulator.Client;
import dev.tokenward.gateways.Simulator.Outcome;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests through proxies as their sources describe them, on a route for {@code assets.view}. */
class SimulatedProxiesIT {

  private static final Api API = Api.of(Target.shared());
  private static final String ROUTE = "scope=assets.view";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";

  @ParameterizedTest
  @EnumSource
  void whoMayPassReachesTheBackendAndNothingForgedDoes(Simulator proxy) {
    Map<String, String> forged =
        Map.of("Remote-User", "forged", "x-auth-token-scopes", "forged", "remote-email", "forged");

    Outcome outcome = pass(proxy, Target.sharedAdminToken(), forged);

    assertThat(outcome.answer().statusCode()).isEqualTo(200);
    assertThat(outcome.toBackend()).containsEntry("Remote-User", Target.shared().adminUsername());
    assertThat(outcome.toBackend().values()).doesNotContain("forged", "");
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoTokenSeesOurAnswer(Simulator proxy) {
    Outcome outcome = pass(proxy, new Client("GET", "app.example.com", "/", Map.of()));

    assertRefused(outcome, 401, challenge(""));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatDoesNotCountIsRefused(Simulator proxy) {
    assertRefused(
        pass(proxy, "junk", Map.of()),
        401,
        challenge(
            ", error=\"invalid_token\", error_description=\"The token is not known, or does not count any more.\""));
  }

  @ParameterizedTest
  @EnumSource
  void whoLacksTheScopeIsToldWhich(Simulator proxy) {
    String narrow = token(Map.of("name", "Narrow", "scopes", List.of("users.view")));

    assertRefused(
        pass(proxy, narrow, Map.of()),
        403,
        challenge(", error=\"insufficient_scope\", scope=\"assets.view\""));
  }

  @ParameterizedTest
  @EnumSource
  void whoHasSpentTheirBudgetIsToldWhenToComeBack(Simulator proxy) {
    String robot = token(Map.of("name", "Robot", "throttle_per_minute", 1));
    assertThat(pass(proxy, robot, Map.of()).answer().statusCode()).isEqualTo(200);

    Outcome outcome = pass(proxy, robot, Map.of());

    assertThat(outcome.answer().statusCode()).isEqualTo(429);
    assertThat(outcome.answer().header("Retry-After")).isNotBlank();
    assertThat(outcome.toBackend()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyMethodAndTargetCanBeAskedAbout(Simulator proxy, String method, String target) {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + Target.sharedAdminToken(), "X", "a".repeat(8_000));

    Outcome outcome = pass(proxy, new Client(method, "app.example.com", target, headers));

    assertThat(outcome.answer().statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> requests() {
    return Stream.of(Simulator.values())
        .flatMap(
            proxy ->
                Stream.concat(
                    Stream.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                        .map(method -> Arguments.of(proxy, method, "/reports")),
                    Stream.of("//a//b", "/a%2Fb/..%2f", "/?scope=nothing.there&audience=x")
                        .map(target -> Arguments.of(proxy, "GET", target))));
  }

  private static Outcome pass(Simulator proxy, String token, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Authorization", "Bearer " + token);
    return pass(proxy, new Client("GET", "app.example.com", "/reports", all));
  }

  private static Outcome pass(Simulator proxy, Client client) {
    return proxy.pass(client, API::anonymous, ROUTE);
  }

  private static String token(Map<String, ?> fields) {
    return Secrets.register(
        API.withToken(Target.sharedAdminToken())
            .contentType(ContentType.JSON)
            .body(fields)
            .post(TOKENS)
            .path("payload.token"));
  }

  private static void assertRefused(Outcome outcome, int status, String challenge) {
    assertThat(outcome.answer().statusCode()).isEqualTo(status);
    assertThat(outcome.answer().contentType()).startsWith("application/problem+json");
    assertThat(outcome.answer().header("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(outcome.toBackend()).isEmpty();
  }

  private static String challenge(String error) {
    return "Bearer realm=\"tokenward\"%s, resource_metadata=\"%s/.well-known/oauth-protected-resource\""
        .formatted(error, Target.shared().baseUri());
  }
}
