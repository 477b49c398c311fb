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
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but a superuser makes superusers and administrators, or touches a superuser. */
class UserPrivilegesIT {

  private static final String[] ALL_OF_USERS = {
    "users.view", "users.create", "users.edit", "users.delete"
  };

  private static Person manager() {
    return Given.person(ALL_OF_USERS);
  }

  private static Response create(Person by, Map<String, ?> fields) {
    return Given.post(Given.as(by), Given.USERS, UserFixtures.fields(fields));
  }

  private static Response change(Person by, long id, Map<String, ?> fields) {
    return Given.patch(Given.as(by), UserFixtures.path(id), fields);
  }

  private static Map<String, ?> permission(String key) {
    return Map.of("permissions", Map.of(key, 1));
  }

  private static Map<String, ?> groupWith(String key) {
    return Map.of("groups", List.of(Given.group(Map.of(key, 1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerCreatesNobodyWith(String key) {
    PermissionAnswers.refusedWhateverTheScopes(create(manager(), permission(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerCreatesNobodyInAGroupWith(String key) {
    PermissionAnswers.refusedWhateverTheScopes(create(manager(), groupWith(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerGrantsNobody(String key) {
    long id = UserFixtures.user(Map.of());

    PermissionAnswers.refusedWhateverTheScopes(change(manager(), id, permission(key)));
    assertThat(UserFixtures.seen(id).get("role").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerPutsNobodyIntoAGroupWith(String key) {
    long id = UserFixtures.user(Map.of());

    PermissionAnswers.refusedWhateverTheScopes(change(manager(), id, groupWith(key)));
    assertThat(UserFixtures.seen(id).get("groups").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void anAdministratorGrantsNobody(String key) {
    Person administrator = Given.person("admin");
    long id = UserFixtures.user(Map.of());

    PermissionAnswers.refusedWhateverTheScopes(create(administrator, permission(key)));
    PermissionAnswers.refusedWhateverTheScopes(change(administrator, id, permission(key)));
    PermissionAnswers.refusedWhateverTheScopes(change(administrator, id, groupWith(key)));
  }

  @Test
  void anAdministratorDoesNotGrantAdminToWhoHasItFromAGroup() {
    long id = UserFixtures.user(groupWith("admin"));

    PermissionAnswers.refusedWhateverTheScopes(
        change(Given.person("admin"), id, permission("admin")));
    assertThat(UserFixtures.seen(id).get("permissions")).isEqualTo(Json.parse("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "admin"})
  void aManagerDoesNotLiftADenialThatHidesAGroup(String key) {
    long group = Given.group(Map.of(key, 1));
    long id = UserFixtures.user(Map.of("permissions", Map.of(key, -1), "groups", List.of(group)));

    PermissionAnswers.refusedWhateverTheScopes(
        change(manager(), id, Map.of("permissions", Map.of())));
  }

  @Test
  void aManagerChangesNoSuperuser() {
    Person superuser = Given.person("superuser");

    PermissionAnswers.refusedWhateverTheScopes(
        change(manager(), superuser.id(), Map.of("first_name", "Eve")));
  }

  @Test
  void anAdministratorChangesNoSuperuser() {
    Person superuser = Given.person("superuser");

    PermissionAnswers.refusedWhateverTheScopes(
        change(Given.person("admin"), superuser.id(), Map.of("first_name", "Eve")));
  }

  @Test
  void whoIsASuperuserByAGroupIsOne() {
    long id = UserFixtures.user(groupWith("superuser"));

    PermissionAnswers.refusedWhateverTheScopes(
        change(Given.person("admin"), id, Map.of("first_name", "Eve")));
  }

  @Test
  void anAdministratorDeletesNoSuperuser() {
    Person superuser = Given.person("superuser");

    PermissionAnswers.refusedWhateverTheScopes(
        Given.as(Given.person("admin")).delete(UserFixtures.path(superuser.id())));
    assertThat(Given.as(superuser).get(Given.ME).statusCode()).isEqualTo(200);
  }

  @Test
  void aManagerChangesNoAdministrator() {
    Person administrator = Given.person("admin");

    PermissionAnswers.refusedWhateverTheScopes(
        change(manager(), administrator.id(), Map.of("first_name", "Eve")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.delete", "assets.view"})
  void aManagerDoesNotGrantThemself(String key) {
    Person manager = manager();

    PermissionAnswers.refusedWhateverTheScopes(
        change(manager, manager.id(), Map.of("permissions", Map.of("users.edit", 1, key, 1))));
  }

  @Test
  void aManagerDoesNotPutThemselfIntoAGroup() {
    Person manager = manager();

    PermissionAnswers.refusedWhateverTheScopes(
        change(manager, manager.id(), groupWith("assets.view")));
  }

  @Test
  void anAdministratorDoesNotChangeTheirOwnPermissions() {
    Person administrator = Given.person("admin");

    PermissionAnswers.refusedWhateverTheScopes(
        change(
            administrator,
            administrator.id(),
            Map.of("permissions", Map.of("admin", 1, "self.api", 1))));
  }

  @Test
  void aManagerMayChangeTheirOwnOtherFields() {
    Person manager = manager();

    JsonNode changed = Json.payload(change(manager, manager.id(), Map.of("jobtitle", "Boss")));

    assertThat(changed.get("jobtitle").asText()).isEqualTo("Boss");
  }

  @Test
  void aManagerMayGrantOthersWhatIsNeitherSuperuserNorAdmin() {
    long id = UserFixtures.user(Map.of());

    JsonNode changed = Json.payload(change(manager(), id, permission("assets.view")));

    assertThat(changed.get("permissions").get("assets.view").asInt()).isEqualTo(1);
  }

  @Test
  void aSuperuserMakesSuperusers() {
    Person superuser = Given.person("superuser");

    JsonNode made = Json.payload(create(superuser, permission("superuser")));
    JsonNode changed =
        Json.payload(change(superuser, made.get("id").asLong(), permission("admin")));

    assertThat(made.get("role").asText()).isEqualTo("superadmin");
    assertThat(changed.get("role").asText()).isEqualTo("admin");
  }

  @Test
  void aSuperuserMayChangeTheirOwnPermissions() {
    Person superuser = Given.person("superuser");

    Json.payload(change(superuser, superuser.id(), permission("users.view")));

    PermissionAnswers.refused(Given.as(superuser).get(Given.GROUPS), "superuser");
  }

  @Test
  void aSuperusersNarrowTokenIsNoSuperuser() {
    Person superuser = Given.person("superuser");
    Token narrow =
        Given.token(Given.as(superuser), Map.of("scopes", List.of("users.edit", "users.create")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.post(Given.with(narrow), Given.USERS, UserFixtures.fields(permission("superuser"))));
    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.with(narrow),
            UserFixtures.path(Given.person("superuser").id()),
            Map.of("first_name", "Eve")));
  }

  @Test
  void aSuperusersNarrowTokenDoesNotSetTheirPassword() {
    Person superuser = Given.person("superuser");
    Token narrow = Given.token(Given.as(superuser), Map.of("scopes", List.of("users.edit")));
    String password = Secrets.newPassword();

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(
            Given.with(narrow),
            UserFixtures.path(superuser.id()),
            Map.of("password", password, "password_confirmation", password)));
    assertThat(Given.basic(superuser).get(Given.TOKENS).statusCode()).isEqualTo(200);
  }

  @Test
  void aNarrowTokenDoesNotSetItsOwnersPassword() {
    Person manager = Given.person("self.api", "users.view", "users.edit");
    Token narrow = Given.token(Given.as(manager), Map.of("scopes", List.of("users.edit")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(Given.with(narrow), UserFixtures.path(manager.id()), newPassword()));
  }

  @Test
  void aTokenBoundToANetworkDoesNotSetItsOwnersPassword() {
    Person manager = Given.person("self.api", "users.view", "users.edit");
    Token bound =
        Given.token(Given.as(manager), Map.of("allowed_ips", List.of("0.0.0.0/0", "::/0")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(Given.with(bound), UserFixtures.path(manager.id()), newPassword()));
  }

  @Test
  void aNarrowTokenMakesNobodyWhoMayDoMoreThanIt() {
    Person manager = Given.person("self.api", "users.create", "users.delete");
    Token narrow = Given.token(Given.as(manager), Map.of("scopes", List.of("users.create")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.post(
            Given.with(narrow), Given.USERS, UserFixtures.fields(permission("users.delete"))));
    Json.payload(
        Given.post(
            Given.with(narrow), Given.USERS, UserFixtures.fields(permission("users.create"))));
  }

  @Test
  void aNarrowTokenDoesNotTakeOverSomebodyWhoMayDoMoreThanIt() {
    Person manager = Given.person("self.api", "users.edit", "assets.view");
    Person other = Given.person("assets.view");
    Token narrow = Given.token(Given.as(manager), Map.of("scopes", List.of("users.edit")));

    PermissionAnswers.refusedWhateverTheScopes(
        Given.patch(Given.with(narrow), UserFixtures.path(other.id()), newPassword()));
    Json.payload(
        Given.patch(Given.with(narrow), UserFixtures.path(other.id()), Map.of("notes", "Seen")));
  }

  private static Map<String, ?> newPassword() {
    String password = Secrets.newPassword();
    return Map.of("password", password, "password_confirmation", password);
  }
}
