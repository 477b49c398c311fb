package dev.tokenward.conformance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.RouteRule.Verdict;
import dev.tokenward.process.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the OpenAPI document, tried by every kind of caller: who is not known gets
 * 401, who is known and may not gets 403, and nobody else gets either.
 */
class AuthorizationMatrixIT {

  /** From the id of an operation to who may call it. */
  private static final Map<String, RouteRule> RULES =
      Map.ofEntries(
          entry("health", RouteRule.anybody()),
          entry("authRequest", RouteRule.anyToken()),
          entry("forwardAuth", RouteRule.anyToken()),
          entry("extAuthz", RouteRule.anyToken()),
          entry("introspect", RouteRule.needs("tokenward.introspect")),
          entry("revokePresented", RouteRule.needs("tokenward.revoke").orNobody()),
          entry("tokenReview", RouteRule.needs("tokenward.introspect")),
          entry("authorizationServer", RouteRule.anybody()),
          entry("protectedResource", RouteRule.anybody()),
          entry("base", RouteRule.anyToken()),
          entry("version", RouteRule.anyToken()),
          entry("logout", RouteRule.anyToken()),
          entry("currentUser", RouteRule.anyToken()),
          entry("listScopes", RouteRule.anyToken()),
          entry("tokenInUse", RouteRule.anyToken().orPassword()),
          entry("createToken", RouteRule.needs("self.api").orPassword()),
          entry("listTokens", RouteRule.needs("self.api").orPassword()),
          entry("revokeToken", RouteRule.needs("self.api").orPassword()),
          entry("listUsers", RouteRule.needs("users.view")),
          entry("findUser", RouteRule.needs("users.view")),
          entry("createUser", RouteRule.needs("users.create")),
          entry("changeUser", RouteRule.needs("users.edit")),
          entry("putUser", RouteRule.needs("users.edit")),
          entry("deleteUser", RouteRule.needs("users.delete")),
          entry("listGroups", RouteRule.needs("superuser")),
          entry("findGroup", RouteRule.needs("superuser")),
          entry("createGroup", RouteRule.needs("superuser")),
          entry("changeGroup", RouteRule.needs("superuser")),
          entry("putGroup", RouteRule.needs("superuser")),
          entry("deleteGroup", RouteRule.needs("superuser")),
          entry("findTokens", RouteRule.needs("admin")),
          entry("findToken", RouteRule.needs("admin")),
          entry("revokeAnyToken", RouteRule.needs("admin")),
          entry("revokeTokens", RouteRule.needs("admin")),
          entry("inspectToken", RouteRule.needs("admin")),
          entry("findAuditEntries", RouteRule.needs("admin")),
          entry("exportAuditEntries", RouteRule.needs("admin")),
          entry("findOwnLimits", RouteRule.anyToken()),
          entry("findPolicy", RouteRule.needs("admin")),
          entry("putPolicy", RouteRule.needs("admin")),
          entry("listPolicyViolations", RouteRule.needs("admin")),
          entry("findGroupPolicy", RouteRule.needs("admin")),
          entry("putGroupPolicy", RouteRule.needs("superuser")),
          entry("deleteGroupPolicy", RouteRule.needs("superuser")),
          entry("registerScope", RouteRule.needs("admin")),
          entry("deleteScope", RouteRule.needs("admin")),
          entry("listAssets", RouteRule.needs("assets.view")),
          entry("findAsset", RouteRule.needs("assets.view")),
          entry("findAssetByTag", RouteRule.needs("assets.view")),
          entry("findAssetsBySerial", RouteRule.needs("assets.view")),
          entry("createAsset", RouteRule.needs("assets.create")),
          entry("changeAsset", RouteRule.needs("assets.edit")),
          entry("putAsset", RouteRule.needs("assets.edit")),
          entry("deleteAsset", RouteRule.needs("assets.delete")));

  private static final String REVIEW =
      """
      {"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"junk"}}""";

  /** It ends the token that calls it. */
  private static final String ENDS_ITS_TOKEN = "logout";

  private static final Credentials SHARED = new Credentials();

  /**
   * One operation, tried by one kind of caller.
   *
   * @param operation any
   * @param caller any
   */
  record Attempt(Operation operation, Caller caller) {

    RouteRule rule() {
      return ruleOf(operation).orElseThrow();
    }

    Verdict expected() {
      return caller.verdict(rule());
    }

    /** Fills the path with what is not there, so that nothing is changed. */
    Response send(String verb) {
      String path = operation.path().replaceAll("\\{[a-z]+}", "999999999");
      RequestSpecification request =
          caller.request(rule(), credentials(verb)).headers(operation.requiredHeaders());
      if (operation.isAskedByServices() && verb.equals(operation.verb())) {
        return operation.takesForm()
            ? request.contentType(ContentType.URLENC).formParam("token", "junk").post(path)
            : request.contentType(ContentType.JSON).body(REVIEW).post(path);
      }
      return operation.hasBody() && verb.equals(operation.verb())
          ? request.contentType(ContentType.JSON).body("{}").request(verb, path)
          : request.request(verb, path);
    }

    private Credentials credentials(String verb) {
      boolean ends = idOf(operation).equals(ENDS_ITS_TOKEN) && verb.equals(operation.verb());
      return ends ? new Credentials() : SHARED;
    }

    @Override
    public String toString() {
      return operation + " by " + caller;
    }
  }

  static Stream<Attempt> attempts() {
    return Operation.all()
        .filter(operation -> ruleOf(operation).isPresent())
        .flatMap(AuthorizationMatrixIT::byEverybody);
  }

  static Stream<Attempt> attemptsToRead() {
    return attempts().filter(attempt -> attempt.operation().verb().equals("GET"));
  }

  /** Proxies may ask with this verb too, and are answered alike. */
  static Stream<Attempt> attemptsToLearnTheVerbs() {
    return attempts().filter(attempt -> !attempt.operation().isAskedByProxies());
  }

  private static Stream<Attempt> byEverybody(Operation operation) {
    return Caller.all().stream().map(caller -> new Attempt(operation, caller));
  }

  private static String idOf(Operation operation) {
    return operation.json().get("operationId").asText();
  }

  private static Optional<RouteRule> ruleOf(Operation operation) {
    return Optional.ofNullable(RULES.get(idOf(operation)));
  }

  @Test
  void everyOperationHasARule() {
    List<String> without =
        Operation.all()
            .filter(operation -> ruleOf(operation).isEmpty())
            .map(operation -> idOf(operation) + " (" + operation + ")")
            .toList();

    assertThat(without)
        .as(
            "Operations without a rule. Say in RULES of AuthorizationMatrixIT who may call them:"
                + " add their ids with the permission that they need.")
        .isEmpty();
  }

  @Test
  void everyRuleHasAnOperation() {
    Set<String> ids = Operation.all().map(AuthorizationMatrixIT::idOf).collect(Collectors.toSet());

    assertThat(RULES.keySet())
        .as("Operations that are gone. Take them out of RULES of AuthorizationMatrixIT.")
        .isSubsetOf(ids);
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void everyCallerGetsTheVerdictOfTheRule(Attempt attempt) {
    Response answer = attempt.send(attempt.operation().verb());

    register(answer);
    assertThat(verdict(answer)).isEqualTo(attempt.expected());
    if (attempt.operation().isAskedByServices()) {
      assertRefusedAsOAuthHasIt(answer);
      return;
    }
    if (attempt.expected() == Verdict.FORBIDDEN) {
      PermissionAnswers.refused(answer, attempt.rule().permission().orElseThrow());
    }
    if (attempt.expected() == Verdict.UNKNOWN && attempt.operation().isAskedByProxies()) {
      Expect.problem(answer, 401);
    } else if (attempt.expected() == Verdict.UNKNOWN) {
      Expect.answer(answer, 401, Expect.UNAUTHORIZED);
    }
  }

  private static void assertRefusedAsOAuthHasIt(Response answer) {
    if (answer.statusCode() == 401) {
      assertThat(answer.<String>path("error")).isEqualTo("invalid_client");
      assertThat(answer.headers().getValues("WWW-Authenticate")).contains(Expect.BASIC);
    } else if (answer.statusCode() == 403) {
      assertThat(answer.<String>path("error")).isEqualTo("insufficient_scope");
    }
  }

  @ParameterizedTest
  @MethodSource("attemptsToRead")
  void askingForTheHeadersOnlyMakesNoDifference(Attempt attempt) {
    Response answer = attempt.send("HEAD");

    assertThat(verdict(answer)).isEqualTo(attempt.expected());
    assertThat(answer.asString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("attemptsToLearnTheVerbs")
  void askingForTheVerbsDoesAndTellsNothingElse(Attempt attempt) {
    Response answer = attempt.send("OPTIONS");

    if (answer.statusCode() == 401) {
      assertThat(attempt.expected()).isNotEqualTo(Verdict.PASSES);
    } else {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.header("Allow")).contains(attempt.operation().verb());
      assertThat(answer.asString()).isEmpty();
    }
  }

  private static Verdict verdict(Response answer) {
    assertThat(answer.statusCode()).isLessThan(500).isNotEqualTo(429);
    return switch (answer.statusCode()) {
      case 401 -> Verdict.UNKNOWN;
      case 403 -> Verdict.FORBIDDEN;
      default -> Verdict.PASSES;
    };
  }

  /** One of the operations makes a token. */
  private static void register(Response answer) {
    if (answer.asString().contains("twd_")) {
      JsonNode token = Json.parse(answer.asString()).at("/payload/token");
      if (token.isTextual()) {
        Secrets.register(token.asText());
      }
    }
  }
}
