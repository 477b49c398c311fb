package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the permissions on assets allow, and what they show. */
class AssetPermissionsIT {

  private static JsonNode seenBy(RequestSpecification reader, long id) {
    return Json.of(reader.get(AssetFixtures.path(id)));
  }

  private static JsonNode actionsFor(String... permissions) {
    long id = AssetFixtures.asset(Map.of());
    return seenBy(Given.as(Given.person(permissions)), id).get("available_actions");
  }

  private static JsonNode actions(boolean copy, boolean update, boolean delete) {
    return Json.parse(
        """
        {"checkout":false,"checkin":false,"clone":%s,"restore":false,"update":%s,"audit":false,\
        "delete":%s}"""
            .formatted(copy, update, delete));
  }

  @Test
  void showWhoMayOnlyLookThatNothingElseIsPossible() {
    assertThat(actionsFor("assets.view")).isEqualTo(actions(false, false, false));
  }

  @Test
  void showWhatIsPossible() {
    assertThat(actionsFor("assets.view", "assets.create")).isEqualTo(actions(true, false, false));
    assertThat(actionsFor("assets.view", "assets.edit")).isEqualTo(actions(false, true, false));
    assertThat(actionsFor("assets.view", "assets.delete")).isEqualTo(actions(false, false, true));
    assertThat(actionsFor("admin")).isEqualTo(actions(true, true, true));
  }

  @Test
  void nameTheActionsInSnipeItsOrder() {
    assertThat(Json.keys(actionsFor("assets.view")))
        .containsExactly("checkout", "checkin", "clone", "restore", "update", "audit", "delete");
  }

  @Test
  void showOfATokenWhatItsScopesLeave() {
    long id = AssetFixtures.asset(Map.of());
    List<String> scopes = List.of("assets.view", "assets.edit");

    JsonNode asset = seenBy(Given.with(Given.token(Map.of("scopes", scopes))), id);

    assertThat(asset.get("available_actions")).isEqualTo(actions(false, true, false));
  }

  @Test
  void letATokenWithTheScopeDoIt() {
    RequestSpecification whole = Given.with(Given.token(Map.of("scopes", List.of("assets.*"))));
    RequestSpecification reader = Given.with(Given.token(Map.of("scopes", List.of("assets.view"))));

    Json.payload(Given.post(whole, Given.HARDWARE, Map.of("model", "x")));
    PermissionAnswers.refused(
        Given.post(reader, Given.HARDWARE, Map.of("model", "x")), "assets.create");
  }

  @Test
  void showNoMoreThanTheNameOfAUserToWhoMayNotViewUsers() {
    Person reader = Given.person("assets.view");
    long user =
        UserFixtures.user(
            Map.of("last_name", "Hopper", "email", "g@example.com", "jobtitle", "Admiral"));
    long id = AssetFixtures.asset(Map.of("assigned_user", user));

    JsonNode assigned = seenBy(Given.as(reader), id).get("assigned_to");

    assertThat(assigned)
        .isEqualTo(
            Json.parse(
                """
                {"id":%d,"username":null,"name":"Grace Hopper","first_name":null,"last_name":null,\
                "email":null,"employee_number":null,"jobtitle":null,"type":"user"}"""
                    .formatted(user)));
  }

  @Test
  void showWhoMayViewUsersTheRestToo() {
    Person reader = Given.person("assets.view", "users.view");
    long user = UserFixtures.user(Map.of("email", "g@example.com"));
    long id = AssetFixtures.asset(Map.of("assigned_user", user));

    JsonNode assigned = seenBy(Given.as(reader), id).get("assigned_to");

    assertThat(assigned.get("email").asText()).isEqualTo("g@example.com");
    assertThat(assigned.get("first_name").asText()).isEqualTo("Grace");
  }

  @Test
  void letWhoMayCreateDoNoMore() {
    Person creator = Given.person("assets.create");

    long id =
        Json.payload(Given.post(Given.as(creator), Given.HARDWARE, Map.of("model", "x")))
            .get("id")
            .asLong();

    PermissionAnswers.refused(Given.as(creator).get(AssetFixtures.path(id)), "assets.view");
    PermissionAnswers.refused(
        Given.patch(Given.as(creator), AssetFixtures.path(id), Map.of("name", "x")), "assets.edit");
    PermissionAnswers.refused(Given.as(creator).delete(AssetFixtures.path(id)), "assets.delete");
  }

  @Test
  void tellWhoMayNotNothingOfWhatIsThere() {
    Person person = Given.person();
    long id = AssetFixtures.asset(Map.of());

    String known = Given.as(person).get(AssetFixtures.path(id)).asString();
    String unknown = Given.as(person).get(AssetFixtures.path(999_999_999)).asString();

    assertThat(known).isEqualTo(unknown);
  }
}
