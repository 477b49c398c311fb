package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 401 is for who is not known, 403 for who is known and may not: on every route that needs a
 * permission.
 */
class PermissionRoutesIT {

  private static final List<String> ALL =
      List.of(
          "users.view",
          "users.create",
          "users.edit",
          "users.delete",
          "assets.view",
          "assets.create",
          "assets.edit",
          "assets.delete",
          "self.api");

  private static long someUser;
  private static long someGroup;
  private static long someAsset;

  @BeforeAll
  static void make() {
    someUser = UserFixtures.user(Map.of());
    someGroup = Given.group(Map.of());
    someAsset = AssetFixtures.asset(Map.of());
  }

  /**
   * A route and what it needs.
   *
   * @param verb of HTTP
   * @param path with {@code {user}}, {@code {group}} or {@code {asset}} for a number
   * @param permission the key
   */
  record Route(String verb, String path, String permission) {

    Response call(RequestSpecification caller) {
      String real =
          path.replace("{user}", Long.toString(someUser))
              .replace("{group}", Long.toString(someGroup))
              .replace("{asset}", Long.toString(someAsset));
      boolean hasBody = !verb.equals("GET") && !verb.equals("DELETE");
      return (hasBody ? caller.contentType("application/json").body(Map.of()) : caller)
          .request(verb, real);
    }

    @Override
    public String toString() {
      return verb + " " + path + " needs " + permission;
    }
  }

  static Stream<Route> routes() {
    return Stream.of(
        new Route("GET", Given.USERS, "users.view"),
        new Route("GET", Given.USERS + "/{user}", "users.view"),
        new Route("POST", Given.USERS, "users.create"),
        new Route("PUT", Given.USERS + "/{user}", "users.edit"),
        new Route("PATCH", Given.USERS + "/{user}", "users.edit"),
        new Route("DELETE", Given.USERS + "/{user}", "users.delete"),
        new Route("GET", Given.EVERYBODYS_TOKENS, "admin"),
        new Route("GET", Given.EVERYBODYS_TOKENS + "/x", "admin"),
        new Route("DELETE", Given.EVERYBODYS_TOKENS + "/x", "admin"),
        new Route("POST", Given.EVERYBODYS_TOKENS + "/revoke", "admin"),
        new Route("POST", Given.EVERYBODYS_TOKENS + "/inspect", "admin"),
        new Route("GET", Given.HARDWARE, "assets.view"),
        new Route("GET", Given.HARDWARE + "/{asset}", "assets.view"),
        new Route("GET", Given.HARDWARE + "/bytag/x", "assets.view"),
        new Route("GET", Given.HARDWARE + "/byserial/x", "assets.view"),
        new Route("POST", Given.HARDWARE, "assets.create"),
        new Route("PUT", Given.HARDWARE + "/{asset}", "assets.edit"),
        new Route("PATCH", Given.HARDWARE + "/{asset}", "assets.edit"),
        new Route("DELETE", Given.HARDWARE + "/{asset}", "assets.delete"),
        new Route("POST", ScopeFixtures.SCOPES, "admin"),
        new Route("DELETE", ScopeFixtures.SCOPES + "/x", "admin"),
        new Route("GET", Given.GROUPS, "superuser"),
        new Route("GET", Given.GROUPS + "/{group}", "superuser"),
        new Route("POST", Given.GROUPS, "superuser"),
        new Route("PUT", Given.GROUPS + "/{group}", "superuser"),
        new Route("PATCH", Given.GROUPS + "/{group}", "superuser"),
        new Route("DELETE", Given.GROUPS + "/{group}", "superuser"),
        new Route("GET", Given.GROUPS + "/{group}/policy", "admin"),
        new Route("PUT", Given.GROUPS + "/{group}/policy", "superuser"),
        new Route("DELETE", Given.GROUPS + "/{group}/policy", "superuser"),
        new Route("GET", PolicyFixtures.POLICY, "admin"),
        new Route("PUT", PolicyFixtures.POLICY, "admin"),
        new Route("GET", PolicyFixtures.VIOLATIONS, "admin"));
  }

  private static Person withAllBut(String permission) {
    List<String> granted = new ArrayList<>(ALL);
    granted.remove(permission);
    return Given.person(granted.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isRefusedToWhoIsKnownButMayNot(Route route) {
    Person person = withAllBut(route.permission());

    PermissionAnswers.refused(route.call(Given.as(person)), route.permission());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isRefusedHonestlyInAProblemDocument(Route route) {
    Person person = withAllBut(route.permission());

    Response answer = route.call(Given.as(person).accept("application/problem+json"));

    assertThat(Expect.problem(answer, 403).get("detail").asText())
        .contains("needs the permission " + route.permission() + ".");
    assertThat(answer.header("WWW-Authenticate"))
        .contains(", scope=\"" + route.permission() + "\", resource_metadata=\"");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isUnauthorizedWithoutAToken(Route route) {
    Expect.unauthorized(route.call(Given.anonymous()), Expect.BEARER);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isUnauthorizedWithATokenThatDoesNotCount(Route route) {
    Expect.unauthorized(route.call(Given.with("twd_not-a-token")), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isUnauthorizedWithAPassword(Route route) {
    Person superuser = Given.person("superuser");

    Expect.unauthorized(route.call(Given.basic(superuser)), Expect.BEARER);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isUnauthorizedInAProblemDocumentToo(Route route) {
    Response answer = route.call(Given.anonymous().accept("application/problem+json"));

    Expect.problem(answer, 401);
    assertThat(answer.headers().getValues("WWW-Authenticate")).containsExactly(Expect.BEARER);
  }

  @Test
  void tellsWhoMayNotNothingOfWhatIsThere() {
    Person person = Given.person();

    String known = Given.as(person).get(UserFixtures.path(someUser)).asString();
    String unknown = Given.as(person).get(UserFixtures.path(999_999_999)).asString();

    assertThat(known).isEqualTo(unknown);
  }

  @Test
  void refusesBeforeItLooksAtTheFields() {
    PermissionAnswers.refused(
        Given.post(Given.as(Given.person()), Given.USERS, Map.of("email", "x")), "users.create");
  }
}
