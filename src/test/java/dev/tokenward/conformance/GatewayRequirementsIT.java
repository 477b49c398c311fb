package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route can want of a token. */
class GatewayRequirementsIT {

  private static final String REPORTS = "https://reports.example.com";

  private static Person viewer;

  /** Of the same person, without the permission to view users. */
  private static Token narrowed;

  @BeforeAll
  static void makePerson() {
    viewer = Given.person("self.api", "users.view", "assets.view");
    narrowed =
        Given.token(Given.as(viewer), Map.of("name", "Assets", "scopes", List.of("assets.*")));
  }

  @ParameterizedTest
  @EnumSource
  void aScopeHasToBeTheOwnersAndTheTokens(Dialect dialect) {
    assertThat(statusOf(dialect.ask(Given.as(viewer), "scope=users.view"))).isEqualTo(200);
    assertThat(statusOf(dialect.ask(Given.with(narrowed), "scope=users.view"))).isEqualTo(403);
    assertThat(statusOf(dialect.ask(Given.with(narrowed), "scope=assets.view"))).isEqualTo(200);
    assertThat(statusOf(dialect.ask(Given.with(narrowed), "scope=assets.edit"))).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope=users.view",
        "permission=users.view",
        "scope=users.view+assets.view",
        "scope=users.view%20assets.view",
        "scope=users.view&scope=assets.view&permission=self.api",
        "any_scope=users.edit+users.view",
        "any_scope=users.edit&any_scope=users.view",
        "scope=assets.view&any_scope=users.edit+users.view"
      })
  void whatIsFulfilledPasses(String requirement) {
    assertThat(statusOf(ask(requirement))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope=users.edit",
        "permission=users.edit",
        "scope=users.view+users.edit",
        "scope=users.view&scope=users.edit",
        "scope=users.edit&any_scope=users.view",
        "any_scope=users.edit",
        "scope=users.view&permission=users.edit",
        "scope=users.view&any_scope=users.edit+assets.edit"
      })
  void whatIsNotFulfilledIsForbidden(String requirement) {
    assertThat(statusOf(ask(requirement))).isEqualTo(403);
  }

  /** Also for a superuser and for a stranger, so that the mistake is seen before it matters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope=user.view",
        "scope=users.veiw",
        "scope=Users.view",
        "scope=users.*",
        "scope=*",
        "scope=users.view,assets.view",
        "scope=users.view+nothing.there",
        "scope=",
        "scope",
        "scope=+",
        "scopes=users.view",
        "SCOPE=users.view",
        "any_scope=",
        "any_scope=users.view&any_scope=",
        "permission=users.view+assets.view",
        "permission=users.view&permission=users.view",
        "permission=",
        "audience=",
        "audience=reports",
        "audience=urn:a&audience=urn:a",
        "resource=reports",
        "audience=urn:a&resource=urn:b",
        "x=1",
        "access_token=x"
      })
  void whatIsMisspeltKeepsTheRouteShut(String requirement) {
    assertThat(statusOf(Dialect.FORWARD_AUTH.ask(Given.admin(), requirement))).isEqualTo(400);
    assertThat(statusOf(Dialect.AUTH_REQUEST.ask(Given.anonymous(), requirement))).isEqualTo(400);
    assertThat(statusOf(Dialect.EXT_AUTHZ.ask(Given.admin(), requirement))).isEqualTo(400);
  }

  @Test
  void moreThanAHundredScopesAreTooMany() {
    String requirement = "scope=users.view" + "+users.view".repeat(100);

    assertThat(statusOf(ask(requirement))).isEqualTo(400);
  }

  @Test
  void aRegisteredScopeCountsAndAnUnknownOneDoesNotBecomeKnownByAsking() {
    String name = ScopeFixtures.newName();
    assertThat(statusOf(ask("scope=" + name))).isEqualTo(400);

    String scope = ScopeFixtures.scope();
    Person holder = Given.person(scope);

    await().untilAsserted(() -> assertThat(statusOf(ask("scope=" + scope))).isEqualTo(403));
    assertThat(statusOf(Dialect.FORWARD_AUTH.ask(Given.as(holder), "scope=" + scope)))
        .isEqualTo(200);
    assertThat(statusOf(ask("scope=" + name))).isEqualTo(400);
  }

  @Test
  void aTokenThatIsMeantForAServicePassesThereAndNowhereElse() {
    Token token = Given.token(Map.of("name", "Reports", "audience", List.of(REPORTS)));

    assertThat(statusOf(askWith(token, "audience=" + REPORTS))).isEqualTo(200);
    assertThat(statusOf(askWith(token, "resource=" + REPORTS))).isEqualTo(200);
    assertThat(statusOf(askWith(token, "audience=https://other.example.com"))).isEqualTo(401);
    assertThat(statusOf(askWith(token, "resource=https://other.example.com"))).isEqualTo(401);
    assertThat(statusOf(Dialect.FORWARD_AUTH.ask(Given.with(token)))).isEqualTo(401);
  }

  @Test
  void aTokenThatIsMeantForNoServicePassesWhereOneIsNamed() {
    assertThat(statusOf(ask("audience=" + REPORTS))).isEqualTo(200);
  }

  private static Response ask(String requirement) {
    return Dialect.FORWARD_AUTH.ask(Given.as(viewer), requirement);
  }

  private static Response askWith(Token token, String requirement) {
    return Dialect.FORWARD_AUTH.ask(Given.with(token), requirement);
  }

  private static int statusOf(Response answer) {
    return answer.statusCode();
  }
}
