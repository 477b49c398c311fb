package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to get more rights than one was given, beyond those of {@link UserPrivilegesIT} and {@link
 * PermissionScopesIT}: fields that nobody asked for, other people's ids, and detours.
 */
class PrivilegeEscalationIT {

  private static final String LONG_AGO = "2001-01-01T00:00:00Z";
  private static final String NOBODYS = "00000000-0000-4000-8000-000000000000";

  private static JsonNode onlyToken(Person person) {
    JsonNode list = Json.payload(Given.basic(person).get(Given.TOKENS));
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private static Map<String, Object> with(Map<String, ?> fields, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(fields);
    all.putAll(more);
    return all;
  }

  @Test
  void aTokenIsItsMakersWhateverTheRequestSays() {
    Person person = Given.person("self.api");
    Person other = Given.person("self.api", "superuser");
    String chosen = "twd_" + "A".repeat(49);
    Map<String, Object> fields =
        Map.ofEntries(
            Map.entry("name", "Mine"),
            Map.entry("user_id", other.id()),
            Map.entry("owner", Map.of("id", other.id())),
            Map.entry("created_by", other.id()),
            Map.entry("created_by_operator", true),
            Map.entry("id", NOBODYS),
            Map.entry("token", chosen),
            Map.entry("digest", "00".repeat(32)),
            Map.entry("client_id", 99),
            Map.entry("revoked", true),
            Map.entry("permissions", Map.of("superuser", 1)),
            Map.entry("created_at", LONG_AGO),
            Map.entry("last_used_at", LONG_AGO));

    Token made = Given.token(Given.as(person), fields);

    assertThat(made.id()).isNotEqualTo(NOBODYS);
    assertThat(made.text().equals(chosen)).isFalse();
    assertThat(Json.of(Given.with(made).get(Given.ME)).get("id").asLong()).isEqualTo(person.id());
    JsonNode row = Json.payload(Given.as(person).get(Given.TOKENS)).get(0);
    assertThat(row.get("user_id").asLong()).isEqualTo(person.id());
    assertThat(row.at("/created_by/id").asLong()).isEqualTo(person.id());
    assertThat(row.get("created_by_operator").asBoolean()).isFalse();
    assertThat(row.get("client_id").asLong()).isEqualTo(1);
    assertThat(row.get("revoked").asBoolean()).isFalse();
    assertThat(row.get("created_at").asText()).doesNotStartWith("2001");
    assertThat(row.get("last_used_at").asText()).doesNotStartWith("2001");
    PermissionAnswers.refused(Given.with(made).get(Given.GROUPS), "superuser");
    assertThat(Json.payload(Given.basic(other).get(Given.TOKENS))).hasSize(1);
  }

  @Test
  void aUserIsWhatTheirPermissionsSayWhateverElseTheRequestSays() {
    Person manager = Given.person("users.create", "users.view");

    JsonNode made =
        Json.payload(
            Given.post(
                Given.as(manager), Given.USERS, with(Given.newUser(), notOnesToChoose(manager))));

    assertUntouched(made);
    assertThat(made.at("/created_by/id").asLong()).isEqualTo(manager.id());
  }

  @Test
  void aChangeOfAUserChangesNoOtherFieldsThanThoseThereAre() {
    Person manager = Given.person("users.edit", "users.view");
    Person person = Given.person("self.api");

    JsonNode changed =
        Json.payload(
            Given.patch(
                Given.as(manager), UserFixtures.path(person.id()), notOnesToChoose(manager)));

    assertUntouched(changed);
    assertThat(changed.get("id").asLong()).isEqualTo(person.id());
    assertThat(changed.at("/created_by/id").asLong()).isNotEqualTo(manager.id());
    assertThat(Given.basic(person).get(Given.TOKENS).statusCode()).isEqualTo(200);
  }

  private static Map<String, ?> notOnesToChoose(Person manager) {
    return Map.ofEntries(
        Map.entry("id", 1),
        Map.entry("created_by", manager.id() + 1),
        Map.entry("created_at", LONG_AGO),
        Map.entry("deleted_at", LONG_AGO),
        Map.entry("last_login", LONG_AGO),
        Map.entry("password_hash", "x"),
        Map.entry("username_key", "admin"),
        Map.entry("role", "superadmin"),
        Map.entry("superuser", 1),
        Map.entry("admin", true),
        Map.entry("available_actions", Map.of("delete", true)),
        Map.entry("tokens", List.of(Map.of("name", "x"))));
  }

  private static void assertUntouched(JsonNode user) {
    assertThat(user.get("id").asLong()).isGreaterThan(1);
    assertThat(user.get("role").isNull()).isTrue();
    assertThat(Json.keys(user.get("permissions"))).doesNotContain("superuser", "admin");
    assertThat(user.get("deleted_at").isNull()).isTrue();
    assertThat(user.at("/created_at/datetime").asText()).doesNotStartWith("2001");
  }

  @Test
  void aScopeIsItsMakersWhateverTheRequestSays() {
    Person administrator = Given.person("admin");
    Map<String, Object> more =
        Map.of("registered", false, "kind", "area", "created_by", 1, "created_at", LONG_AGO);

    JsonNode made =
        Json.payload(
            Given.post(
                Given.as(administrator),
                ScopeFixtures.SCOPES,
                with(ScopeFixtures.fields(ScopeFixtures.newName()), more)));

    assertThat(made.get("registered").asBoolean()).isTrue();
    assertThat(made.get("kind").asText()).isEqualTo("key");
    assertThat(made.at("/created_by/id").asLong()).isEqualTo(administrator.id());
    assertThat(made.get("created_at").asText()).doesNotStartWith("2001");
  }

  @Test
  void anotherPersonsTokenIsNotRevoked() {
    Person person = Given.person("self.api");
    Person other = Given.person("self.api");

    Response answer =
        Given.as(person)
            .queryParam("user_id", other.id())
            .delete(Given.TOKENS + "/" + onlyToken(other).get("id").asText());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Given.as(other).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_id", "owner", "id"})
  void anotherPersonsTokensAreNotShown(String parameter) {
    Person person = Given.person("self.api");
    Person other = Given.person("self.api");

    JsonNode list =
        Json.payload(Given.as(person).queryParam(parameter, other.id()).get(Given.TOKENS));
    JsonNode told =
        Json.payload(
            Given.as(person)
                .queryParam(parameter, onlyToken(other).get("id").asText())
                .get(Given.TOKEN_IN_USE));

    assertThat(Json.column(list, "user_id")).containsExactly(Long.toString(person.id()));
    assertThat(told.at("/owner/id").asLong()).isEqualTo(person.id());
  }

  @Test
  void aPlainUserDoesNotChangeEvenThemself() {
    Person person = Given.person("self.api");

    PermissionAnswers.refused(
        Given.patch(
            Given.as(person),
            UserFixtures.path(person.id()),
            Map.of("permissions", Map.of("superuser", 1))),
        "users.edit");
  }

  @Test
  void aManagerDoesNotGrantThemselfThroughAFormOrTheAddress() {
    Person manager = Given.person("users.edit");
    String oneself = UserFixtures.path(manager.id());

    PermissionAnswers.refusedWhateverTheScopes(
        Given.as(manager)
            .contentType(ContentType.URLENC)
            .formParam("permissions[assets.view]", 1)
            .patch(oneself));
    Given.as(manager).queryParam("permissions[assets.view]", 1).patch(oneself);

    PermissionAnswers.refused(Given.as(manager).get(Given.HARDWARE), "assets.view");
  }

  @Test
  void aManagerDoesNotGrantThemselfARegisteredScope() {
    Person manager = Given.person("users.edit");

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.as(manager),
            UserFixtures.path(manager.id()),
            Map.of("permissions", Map.of("users.edit", 1, ScopeFixtures.scope(), 1))));
  }

  @Test
  void aVerbIsWhatTheRequestLineSays() {
    Person reader = Given.person("users.view");
    long other = UserFixtures.user(Map.of());

    Given.as(reader)
        .header("X-HTTP-Method-Override", "DELETE")
        .queryParam("_method", "DELETE")
        .get(UserFixtures.path(other));
    Response posted =
        Given.post(
            Given.as(reader), UserFixtures.path(other), Map.of("_method", "PATCH", "notes", "x"));

    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(UserFixtures.seen(other).get("deleted_at").isNull()).isTrue();
    assertThat(UserFixtures.seen(other).get("notes").isNull()).isTrue();
  }

  @Test
  void aManagerDeletesNoAdministrator() {
    Person administrator = Given.person("admin");

    PermissionAnswers.refusedWhateverTheScopes(
        Given.as(Given.person("users.delete")).delete(UserFixtures.path(administrator.id())));

    assertThat(Given.as(administrator).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerDoesNotEnableWhoWasDisabledAbove(String key) {
    Person above = Given.person(key);
    Json.payload(UserFixtures.change(above.id(), Map.of("activated", false)));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.as(Given.person("users.edit")),
            UserFixtures.path(above.id()),
            Map.of("activated", true)));

    Expect.unauthorized(Given.as(above).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @Test
  void whoIsDisabledDoesNotEnableThemself() {
    Person superuser = Given.person("superuser");
    Json.payload(UserFixtures.change(superuser.id(), Map.of("activated", false)));

    Expect.unauthorized(
        Given.patch(
            Given.as(superuser), UserFixtures.path(superuser.id()), Map.of("activated", true)),
        Expect.INVALID_TOKEN);
  }

  @Test
  void anAdministratorMakesNoGroupThatGrantsMore() {
    PermissionAnswers.refused(
        Given.post(
            Given.as(Given.person("admin")),
            Given.GROUPS,
            Map.of("name", Given.newName(), "permissions", Map.of("superuser", 1))),
        "superuser");
  }

  @Test
  void aNarrowTokenOfASuperuserDoesNotWidenItsOwner() {
    Person superuser = Given.person("superuser");
    Token narrow = Given.token(Given.as(superuser), Map.of("scopes", List.of("users.edit")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.with(narrow),
            UserFixtures.path(superuser.id()),
            Map.of("permissions", Map.of("superuser", 1, "self.api", 1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.view", "admin", "superuser"})
  void aTokenOfAPlainUserMayNameAnyScopeAndHasNoneOfThem(String scope) {
    Person person = Given.person("self.api");

    Token token = Given.token(Given.as(person), Map.of("scopes", List.of(scope)));

    PermissionAnswers.refused(Given.with(token).get(Given.USERS), "users.view");
    assertThat(Json.payload(Given.with(token).get(Given.TOKEN_IN_USE)).get("permissions"))
        .hasSize(scope.equals("superuser") ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"self.*", "admin", "superuser", "users.*"})
  void aTokenThatMayMakeTokensMakesNoWiderOne(String scope) {
    Token minter = Given.token(Map.of("scopes", List.of("self.api", "users.view")));

    Expect.invalid(
        Given.post(Given.with(minter), Given.TOKENS, Map.of("scopes", List.of(scope))),
        "scopes",
        "The token in use does not have the scope " + scope + ".");
  }

  @Test
  void aGrandchildIsNoWiderThanItsGrandparent() {
    Token parent =
        Given.token(
            Map.of(
                "scopes", List.of("self.api", "users.view"),
                "allowed_ips", List.of("127.0.0.0/8"),
                "expires_in_days", 5));
    Token child = Given.token(Given.with(parent), Map.of("name", "Child"));

    Response wide =
        Given.post(
            Given.with(child),
            Given.TOKENS,
            Map.of(
                "scopes", List.of("users.edit"),
                "allowed_ips", List.of("0.0.0.0/0"),
                "expires_in_days", 6));
    Token grandchild = Given.token(Given.with(child), Map.of("name", "Grandchild"));

    assertThat(Json.keys(Json.of(wide).get("messages")))
        .containsExactlyInAnyOrder("scopes", "allowed_ips", "expires_in_days");
    JsonNode told = Json.payload(Given.with(grandchild).get(Given.TOKEN_IN_USE));
    JsonNode first = Json.payload(Given.with(parent).get(Given.TOKEN_IN_USE));
    assertThat(List.of("scopes", "allowed_ips", "expires_at"))
        .allSatisfy(key -> assertThat(told.get(key)).isEqualTo(first.get(key)));
  }

  @Test
  void aTokenBoundToANetworkMakesNoneThatOutlivesIt() {
    Token bound = Given.token(Map.of("allowed_ips", List.of("127.0.0.0/8"), "expires_in_days", 5));

    Expect.invalidField(
        Given.post(Given.with(bound), Given.TOKENS, Map.of("expires_in_days", 6)),
        "expires_in_days");
    Expect.invalidField(
        Given.post(Given.with(bound), Given.TOKENS, Map.of("allowed_ips", List.of("::/0"))),
        "allowed_ips");
  }

  @Test
  void aTokenThatWasMadeToEndSoonMakesNoneThatOutlivesIt() {
    Token brief = Given.token(Map.of("expires_in_days", 5));

    Token child = Given.token(Given.with(brief), Map.of("name", "Child"));
    Response longer = Given.post(Given.with(brief), Given.TOKENS, Map.of("expires_in_days", 6));

    Expect.invalidField(longer, "expires_in_days");
    assertThat(endOf(child)).isEqualTo(endOf(brief));
  }

  private static String endOf(Token token) {
    return Json.payload(Given.with(token).get(Given.TOKEN_IN_USE)).get("expires_at").asText();
  }

  @Test
  void aTokenWithARateLimitMakesNoneThatHasAHigherOneOrNone() {
    Token limited = Given.token(Map.of("throttle_per_minute", 50_000));

    Token child = Given.token(Given.with(limited), Map.of("name", "Child"));
    Response higher =
        Given.post(Given.with(limited), Given.TOKENS, Map.of("throttle_per_minute", 50_001));

    Expect.invalidField(higher, "throttle_per_minute");
    assertThat(Given.with(child).get(Given.ME).header("X-RateLimit-Limit")).isEqualTo("50000");
  }

  @Test
  void aSuperusersTokenThatIsBoundToANetworkTakesOverAndMakesNoAdministrator() {
    Token bound = Given.token(Map.of("allowed_ips", List.of("127.0.0.0/8")));
    Person administrator = Given.person("admin");
    Person plain = Given.person("users.view");
    String password = Secrets.newPassword();

    Response takenOver =
        Given.patch(
            Given.with(bound),
            Given.USERS + "/" + administrator.id(),
            Map.of("password", password, "password_confirmation", password));
    Response raised =
        Given.patch(
            Given.with(bound),
            Given.USERS + "/" + plain.id(),
            Map.of("permissions", Map.of("superuser", 1)));
    Map<String, Object> fields = Given.newUser();
    fields.put("permissions", Map.of("admin", 1));
    Response made = Given.post(Given.with(bound), Given.USERS, fields);

    assertThat(List.of(takenOver, raised, made))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(403));
  }

  @Test
  void nobodyButASuperuserGivesATokenARateLimit() {
    Person administrator = Given.person("admin", "self.api");
    Token narrow = Given.token(Map.of("scopes", List.of("admin", "self.api")));

    for (Response answer :
        List.of(
            Given.post(Given.as(administrator), Given.TOKENS, Map.of("throttle_per_minute", 9)),
            Given.post(Given.with(narrow), Given.TOKENS, Map.of("throttle_per_minute", 9)))) {
      Expect.invalid(
          answer,
          "throttle_per_minute",
          "Only a superuser may give a token a rate limit of its own.");
    }
  }

  @Test
  void aPasswordThatIsSetTogetherWithAnotherNameIsRefusedToo() {
    Person manager = Given.person("users.edit");
    Person superuser = Given.person("superuser");
    String password = Secrets.newPassword();

    PermissionAnswers.refusedWhateverTheScopes(
        Given.put(
            Given.as(manager),
            UserFixtures.path(superuser.id()),
            Map.of(
                "username", Given.newName(),
                "password", password,
                "password_confirmation", password)));

    assertThat(Given.basic(superuser).get(Given.TOKENS).statusCode()).isEqualTo(200);
  }
}
