package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Groups on pages, for superusers. */
class GroupPagesIT {

  private static final String GROUPS = "/admin/groups";
  private static final String NEW = GROUPS + "/new";

  private static WebClient superuser;

  @BeforeAll
  static void somebodyMayDoEverything() {
    superuser = Visits.as(Visits.superuser());
  }

  @Test
  void aGroupIsCreatedChangedAndDeleted() {
    String name = Given.newName();
    Response made =
        superuser.submit(
            NEW, NEW, Map.of("name", name, "notes", "On call", "permissions[users.view]", "1"));
    String path = made.header("Location").replaceFirst("\\?.*", "");
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));

    assertThat(made.header("Location")).endsWith("?done=group-created");
    JsonNode seen = GroupFixtures.seen(id);
    assertThat(seen.get("permissions").toString()).isEqualTo("{\"users.view\":1}");
    assertThat(seen.get("notes").asText()).isEqualTo("On call");
    assertThat(superuser.get(GROUPS + "?search=" + name).asString())
        .contains("1 found", name, "users.view");
    assertThat(superuser.get(path).asString())
        .containsPattern("id=\"grant-users.view\"[^>]* checked");

    Person member = Given.person(Map.of(), List.of(id));
    Response changed =
        superuser.submit(path, path, Map.of("name", name, "permissions[superuser]", "0"));

    Visits.redirect(changed, path + "?done=changed");
    assertThat(GroupFixtures.seen(id).get("permissions").isEmpty()).isTrue();
    PermissionAnswers.refused(Given.as(member).get(Given.USERS), "users.view");

    Response question = superuser.get(path + "/delete");
    Response deleted = superuser.submit(path, path + "/delete", Map.of());

    assertThat(question.asString()).contains("1 user loses what the group grants");
    Visits.redirect(deleted, GROUPS + "?done=group-deleted");
    Visits.page(superuser.get(path), 404, "There is nothing at this address");
  }

  @Test
  void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
    String name = Given.newName();
    GroupFixtures.create(Map.of("name", name));

    Response page =
        superuser.submit(NEW, NEW, Map.of("name", name, "permissions[assets.view]", "1"));
    Response nameless = superuser.submit(NEW, NEW, Map.of("name", " "));

    Visits.page(page, 422, "Create a group");
    assertThat(page.asString())
        .contains("The name has already been taken.", "value=\"" + name + "\"")
        .containsPattern("id=\"grant-assets.view\"[^>]* checked");
    assertThat(nameless.asString()).contains("The name field is required.");
  }

  @Test
  void whatIsDeniedStaysSoWhenTheGroupIsSavedAsItIs() {
    long id = Given.group(Map.of("users.view", -1, "assets.view", 1));
    String path = GROUPS + "/" + id;
    String page = superuser.get(path).asString();

    assertThat(page).contains("name=\"permissions[users.view]\" value=\"-1\"");
    superuser.submit(
        path,
        path,
        Map.of(
            "name", Given.newName(),
            "permissions[users.view]", "-1",
            "permissions[assets.view]", "1"));

    assertThat(GroupFixtures.seen(id).get("permissions").toString())
        .isEqualTo("{\"assets.view\":1,\"users.view\":-1}");
  }

  @Test
  void whatSomebodyElseHasChangedMeanwhileIsNotUndone() {
    long id = Given.group(Map.of("users.view", 1));
    String path = GROUPS + "/" + id;
    String seen = UserPagesIT.seen(superuser.get(path));
    Json.payload(
        Given.patch(
            Given.admin(), GroupFixtures.path(id), Map.of("permissions", Map.of("users.view", 0))));

    Response stale =
        superuser.submit(
            path,
            path,
            Map.of("name", Given.newName(), "permissions[users.view]", "1", "seen", seen));

    Visits.page(stale, 409, "Nothing was changed");
    assertThat(GroupFixtures.seen(id).get("permissions").toString()).doesNotContain(":1");
  }

  @Test
  void whatTheFormDoesNotHaveIsNotTaken() {
    long id = Given.group(Map.of());
    String path = GROUPS + "/" + id;

    Response answer =
        superuser.submit(path, path, Map.of("name", Given.newName(), "users_count", "9"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains("This field is unknown.");
  }

  @Test
  void nothingIsAtAnUnknownNumber() {
    for (String id : List.of("999999999", "x")) {
      for (String page : List.of("", "/delete", "/policy")) {
        Visits.page(
            superuser.get(GROUPS + "/" + id + page), 404, "There is nothing at this address");
      }
    }
  }
}
