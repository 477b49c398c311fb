package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes: what cuts a token down below its owner, and what it makes below itself. */
class PermissionScopesIT {

  private static RequestSpecification adminWith(String... scopes) {
    return Given.with(Given.token(Map.of("scopes", List.of(scopes))));
  }

  private static int statusOfList(RequestSpecification caller) {
    return caller.get(Given.USERS).statusCode();
  }

  private static Response mint(Token by, Map<String, ?> fields) {
    return Given.post(Given.with(by), Given.TOKENS, fields);
  }

  private static Token minter(String... more) {
    List<String> scopes = new ArrayList<>(List.of(more));
    scopes.add("self.api");
    return Given.token(Map.of("scopes", scopes, "expires_in_days", 10));
  }

  @Test
  void letATokenDoWhatTheyName() {
    assertThat(statusOfList(adminWith("users.view"))).isEqualTo(200);
  }

  @Test
  void letATokenDoNothingElse() {
    long id = UserFixtures.user(Map.of());

    PermissionAnswers.refused(
        Given.post(adminWith("users.view"), Given.USERS, Given.newUser()), "users.create");
    PermissionAnswers.refused(
        Given.patch(adminWith("users.view"), UserFixtures.path(id), Map.of("first_name", "Eve")),
        "users.edit");
    PermissionAnswers.refused(
        adminWith("users.view").delete(UserFixtures.path(id)), "users.delete");
    PermissionAnswers.refused(adminWith("users.view").get(Given.GROUPS), "superuser");
    PermissionAnswers.refused(adminWith("users.view").get(Given.TOKENS), "self.api");
  }

  @Test
  void letEveryTokenAskWhoItIs() {
    assertThat(adminWith("assets.view").get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void coverAWholeArea() {
    RequestSpecification creator = adminWith("users.*");

    assertThat(statusOfList(adminWith("users.*"))).isEqualTo(200);
    Json.payload(Given.post(creator, Given.USERS, Given.newUser()));
  }

  @Test
  void coverNoOtherArea() {
    PermissionAnswers.refused(adminWith("assets.*").get(Given.USERS), "users.view");
  }

  @Test
  void coverWithAdminWhatAdminPasses() {
    assertThat(statusOfList(adminWith("admin"))).isEqualTo(200);
    PermissionAnswers.refused(adminWith("admin").get(Given.TOKENS), "self.api");
    PermissionAnswers.refused(adminWith("admin").get(Given.GROUPS), "superuser");
  }

  @Test
  void coverEverythingWithSuperuser() {
    assertThat(adminWith("superuser").get(Given.GROUPS).statusCode()).isEqualTo(200);
  }

  @Test
  void grantNothingThatTheOwnerLacks() {
    Person person = Given.person("self.api", "users.view");
    Token token =
        Given.token(Given.as(person), Map.of("scopes", List.of("users.view", "users.create")));

    assertThat(statusOfList(Given.with(token))).isEqualTo(200);
    PermissionAnswers.refused(
        Given.post(Given.with(token), Given.USERS, Given.newUser()), "users.create");
  }

  @Test
  void loseWhatTheOwnerLoses() {
    Person person = Given.person("self.api", "users.view");
    Token token = Given.token(Given.as(person), Map.of("scopes", List.of("users.view")));

    UserFixtures.change(person.id(), Map.of("permissions", Map.of()));

    PermissionAnswers.refused(Given.with(token).get(Given.USERS), "users.view");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.fly", "fly.*", "*", "users.view.*x"})
  void areOnlyWhatIsKnown(String scope) {
    Expect.invalid(
        Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", List.of(scope))),
        "scopes",
        "The selected scopes is invalid.");
  }

  @Test
  void keepATokenWithoutSelfApiFromMakingAny() {
    PermissionAnswers.refused(
        Given.post(adminWith("users.view"), Given.TOKENS, Map.of("name", "More")), "self.api");
  }

  @Test
  void keepATokenFromMakingAWiderOne() {
    Expect.invalid(
        mint(minter("users.view"), Map.of("scopes", List.of("users.view", "users.edit"))),
        "scopes",
        "The token in use does not have the scope users.edit.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.*", "superuser", "admin"})
  void keepATokenFromMakingOneOfWiderArea(String scope) {
    Expect.invalid(
        mint(minter("users.view"), Map.of("scopes", List.of(scope))),
        "scopes",
        "The token in use does not have the scope " + scope + ".");
  }

  @Test
  void letATokenMakeANarrowerOne() {
    Token narrower =
        Given.token(Given.with(minter("users.*")), Map.of("scopes", List.of("users.view")));

    assertThat(statusOfList(Given.with(narrower))).isEqualTo(200);
    PermissionAnswers.refused(
        Given.post(Given.with(narrower), Given.USERS, Given.newUser()), "users.create");
  }

  @Test
  void passToATokenThatNamesNone() {
    Token child = Given.token(Given.with(minter("users.view")), Map.of("name", "Child"));

    assertThat(statusOfList(Given.with(child))).isEqualTo(200);
    PermissionAnswers.refused(Given.with(child).get(Given.GROUPS), "superuser");
  }

  @Test
  void keepATokenFromMakingOneThatLivesLonger() {
    Token minter = minter("users.view");

    Expect.invalidField(mint(minter, Map.of("expires_in_days", 20)), "expires_in_days");
    Expect.invalidField(
        mint(minter, Map.of("expires_at", Instant.now().plus(Duration.ofDays(11)).toString())),
        "expires_at");
  }

  @Test
  void endATokenThatNamesNoEndTogetherWithItsMaker() {
    Token minter = minter("users.view");
    JsonNode made = Json.payload(mint(minter, Map.of("name", "Child")));
    Secrets.register(made.get("token").asText());

    JsonNode rows = Json.payload(Given.with(minter).get(Given.TOKENS));

    String makersEnd =
        Json.elements(rows)
            .filter(row -> row.get("id").asText().equals(minter.id()))
            .findAny()
            .orElseThrow()
            .get("expires_at")
            .asText();
    assertThat(made.get("expires_at").asText()).isEqualTo(makersEnd);
    assertThat(Instant.parse(makersEnd)).isBefore(Instant.now().plus(11, ChronoUnit.DAYS));
  }
}
