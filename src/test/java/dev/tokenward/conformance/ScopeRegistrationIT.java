package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of one's own register scopes, which are then as good as the built-in ones. */
class ScopeRegistrationIT {

  private static final String FORM =
      "The name must be an area and an action of lower-case letters, digits and underscores, joined"
          + " by a dot, such as billing.export.";

  @Test
  void aScopeIsShownAsItWasRegistered() {
    String name = ScopeFixtures.newName();
    Person administrator = Given.person("admin");

    JsonNode made =
        Json.payload(
            Given.post(Given.as(administrator), ScopeFixtures.SCOPES, ScopeFixtures.fields(name)));

    assertThat(Json.keys(made))
        .containsExactly(
            "name", "description", "kind", "registered", "grantable", "created_by", "created_at");
    assertThat(made.get("name").asText()).isEqualTo(name);
    assertThat(made.get("description").asText()).isEqualTo("Export <invoices> & more.");
    assertThat(made.get("kind").asText()).isEqualTo("key");
    assertThat(made.get("registered").asBoolean()).isTrue();
    assertThat(made.get("grantable").asBoolean()).isTrue();
    assertThat(made.at("/created_by/id").asLong()).isEqualTo(administrator.id());
    assertThat(made.at("/created_by/name").asText()).isEqualTo("Grace");
    assertThat(made.get("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*\\.000000Z");
    assertThat(ScopeFixtures.seen(name)).isEqualTo(made);
  }

  @Test
  void itsAreaIsAScopeToo() {
    String area = ScopeFixtures.areaOf(ScopeFixtures.scope());

    JsonNode shown = ScopeFixtures.seen(area);

    assertThat(shown.get("kind").asText()).isEqualTo("area");
    assertThat(shown.get("registered").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.y", "b1_.a_1.2.c", "billing2.invoices.export"})
  void aNameHasAnAreaAndAnAction(String rest) {
    Json.payload(ScopeFixtures.register(Given.newName() + rest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "billing",
        "Billing.x",
        "1billing.x",
        "billing.",
        ".x",
        "billing..x",
        "billing.*",
        "*",
        "billing.x y",
        "billing.é",
        "billing/x.y",
        "billing.x\"",
        "billing-x.y"
      })
  void nothingElseIsAName(String name) {
    Expect.invalid(ScopeFixtures.register(name), "name", FORM);
  }

  @ParameterizedTest
  @CsvSource({
    "users.fly, users",
    "users.view, users",
    "assets.view.all, assets",
    "self.destruct, self",
    "superuser.x, superuser",
    "admin.x, admin",
    "import.x, import",
    "reports.edit, reports",
    "tokenward.audit, tokenward",
  })
  void theBuiltInAreasAreClosed(String name, String area) {
    Expect.invalid(
        ScopeFixtures.register(name),
        "name",
        "The area " + area + " is built in and cannot be extended. Choose another one.");
  }

  @Test
  void aNameHasAtMostSixtyFourCharacters() {
    String longest = Given.newName() + "." + "x".repeat(30);
    assertThat(longest).hasSize(64);

    ScopeFixtures.registered(longest);

    Expect.invalid(
        ScopeFixtures.register(longest + "x"),
        "name",
        "The name may not be greater than 64 characters.");
  }

  @Test
  void aNameIsTakenOnce() {
    Expect.invalid(
        ScopeFixtures.register(ScopeFixtures.scope()), "name", "The name has already been taken.");
  }

  @Test
  void aDescriptionIsNeeded() {
    Expect.invalid(
        Given.post(Given.admin(), ScopeFixtures.SCOPES, Map.of("name", ScopeFixtures.newName())),
        "description",
        "The description field is required.");
  }

  @Test
  void aDescriptionHasAtMost255Characters() {
    Expect.invalid(
        Given.post(
            Given.admin(),
            ScopeFixtures.SCOPES,
            Map.of("name", ScopeFixtures.newName(), "description", "é".repeat(256))),
        "description",
        "The description may not be greater than 255 characters.");
  }

  @Test
  void aTokenIsCutDownToIt() {
    String scope = ScopeFixtures.scope();

    Token token = Given.token(Map.of("scopes", List.of(scope)));

    assertThat(Given.with(token).get(Given.ME).statusCode()).isEqualTo(200);
    PermissionAnswers.refused(Given.with(token).get(Given.USERS), "users.view");
  }

  @Test
  void aTokenMayHaveItsArea() {
    String area = ScopeFixtures.areaOf(ScopeFixtures.scope());

    JsonNode made =
        Json.payload(Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", List.of(area))));

    Secrets.register(made.get("token").asText());
    assertThat(made.get("scopes").toString()).isEqualTo("[\"" + area + "\"]");
  }

  @Test
  void aTokenOfTheAreaMakesOneOfTheScope() {
    String scope = ScopeFixtures.scope();
    Token wide = Given.token(Map.of("scopes", List.of("self.api", ScopeFixtures.areaOf(scope))));

    Given.token(Given.with(wide), Map.of("scopes", List.of(scope)));

    Expect.invalidField(
        Given.post(
            Given.with(wide), Given.TOKENS, Map.of("scopes", List.of(ScopeFixtures.scope()))),
        "scopes");
  }

  @Test
  void aScopeThatIsNotRegisteredIsNone() {
    String nobodys = ScopeFixtures.newName();

    for (String scope : List.of(nobodys, ScopeFixtures.areaOf(nobodys))) {
      Expect.invalid(
          Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", List.of("users.view", scope))),
          "scopes",
          "The selected scopes is invalid.");
    }
  }

  @Test
  void usersAndGroupsMayHaveIt() {
    Map<String, Integer> grant = Map.of(ScopeFixtures.scope(), 1, "users.view", 1);

    JsonNode user = UserFixtures.created(Map.of("permissions", grant));
    JsonNode group = GroupFixtures.seen(Given.group(grant));

    assertThat(Json.keys(user.get("permissions"))).containsAll(grant.keySet());
    assertThat(Json.keys(group.get("permissions"))).containsAll(grant.keySet());
    Json.payload(UserFixtures.change(user.get("id").asLong(), Map.of("permissions", Map.of())));
  }

  @Test
  void usersAndGroupsMayNotHaveWhatIsNotRegistered() {
    Map<String, Integer> unknown = Map.of(ScopeFixtures.newName(), 1);
    String sentence = "The selected permissions is invalid.";

    Expect.invalid(UserFixtures.create(Map.of("permissions", unknown)), "permissions", sentence);
    Expect.invalid(
        UserFixtures.change(UserFixtures.user(Map.of()), Map.of("permissions", unknown)),
        "permissions",
        sentence);
    Expect.invalid(
        GroupFixtures.create(Map.of("name", Given.newName(), "permissions", unknown)),
        "permissions",
        sentence);
    Expect.invalid(
        GroupFixtures.change(Given.group(Map.of()), Map.of("permissions", unknown)),
        "permissions",
        sentence);
  }

  @Test
  void aNarrowTokenDoesNotTakeOverSomebodyWhoHasIt() {
    Person manager = Given.person("self.api", "users.edit");
    Person other = Given.person(ScopeFixtures.scope());
    Token narrow = Given.token(Given.as(manager), Map.of("scopes", List.of("users.edit")));
    String password = Secrets.newPassword();

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.with(narrow),
            UserFixtures.path(other.id()),
            Map.of("password", password, "password_confirmation", password)));
  }

  @Test
  void registeringAndDeletingNeedsAdmin() {
    String scope = ScopeFixtures.scope();
    Person other = Given.person("users.edit", "self.api", scope);

    PermissionAnswers.refused(
        Given.post(
            Given.as(other), ScopeFixtures.SCOPES, ScopeFixtures.fields(ScopeFixtures.newName())),
        "admin");
    PermissionAnswers.refused(Given.as(other).delete(ScopeFixtures.path(scope)), "admin");
  }

  @Test
  void aScopeThatNothingNamesCanBeDeletedAndRegisteredAgain() {
    String scope = ScopeFixtures.scope();

    Expect.answer(
        ScopeFixtures.delete(scope),
        200,
        "{\"status\":\"success\",\"messages\":\"Scope deleted successfully.\",\"payload\":null}");

    Expect.answer(ScopeFixtures.delete(scope), 200, Expect.NO_SCOPE);
    ScopeFixtures.registered(scope);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobodys.scope", "x", "%00", "users.fly", "a..b", "billing.*"})
  void whatIsNotRegisteredCannotBeDeleted(String name) {
    Response answer = Given.admin().urlEncodingEnabled(false).delete(ScopeFixtures.path(name));

    Expect.answer(answer, 200, Expect.NO_SCOPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.view", "superuser", "users.*"})
  void whatIsBuiltInStays(String name) {
    Response answer = ScopeFixtures.delete(name);

    assertThat(Json.of(answer).get("messages").asText())
        .isEqualTo("The scope " + name + " is built in and cannot be deleted.");
  }

  @Test
  void aScopeStaysWhileALiveTokenNamesIt() {
    String scope = ScopeFixtures.scope();
    Token token = Given.token(Map.of("scopes", List.of(scope)));

    assertThat(refusal(scope)).contains(" 1 live token, 0 users and 0 groups.");

    Given.admin().delete(Given.TOKENS + "/" + token.id());
    assertThat(Json.of(ScopeFixtures.delete(scope)).get("status").asText()).isEqualTo("success");
  }

  @Test
  void aScopeStaysWhileAUserOrAGroupNamesIt() {
    String scope = ScopeFixtures.scope();
    long denied = UserFixtures.user(Map.of("permissions", Map.of(scope, -1)));
    UserFixtures.user(Map.of("permissions", Map.of(scope, 1)));
    Given.group(Map.of(scope, 0));

    assertThat(refusal(scope)).contains(" 0 live tokens, 2 users and 1 group.");

    Given.admin().delete(UserFixtures.path(denied));
    assertThat(refusal(scope)).contains(" 0 live tokens, 1 user and 1 group.");
  }

  @Test
  void theLastScopeOfAnAreaStaysWhileATokenNamesTheArea() {
    String first = ScopeFixtures.scope();
    String second = ScopeFixtures.registered(first + ".more");
    Given.token(Map.of("scopes", List.of(ScopeFixtures.areaOf(first))));

    assertThat(Json.of(ScopeFixtures.delete(second)).get("status").asText()).isEqualTo("success");

    assertThat(refusal(first)).contains(" 1 live token, 0 users and 0 groups.");
  }

  @Test
  void anHonestRefusalIsAConflict() {
    String scope = ScopeFixtures.scope();
    Given.token(Map.of("scopes", List.of(scope)));

    Expect.problem(
        Given.admin().accept("application/problem+json").delete(ScopeFixtures.path(scope)), 409);
  }

  private static String refusal(String scope) {
    JsonNode envelope = Json.of(ScopeFixtures.delete(scope));
    assertThat(envelope.get("status").asText()).isEqualTo("error");
    return envelope.get("messages").asText();
  }
}
