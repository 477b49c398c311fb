package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** /groups: what grants permissions to many. */
class GroupIT {

  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "permissions",
          "users_count",
          "notes",
          "created_by",
          "created_at",
          "updated_at",
          "available_actions");
  private static final String DELETED =
      """
      {"status":"success","messages":"Group deleted successfully.","payload":null}""";
  private static final long UNKNOWN = 999_999_999;

  private static Response change(String method, long id, Map<String, ?> fields) {
    return method.equals("PUT")
        ? Given.put(Given.admin(), GroupFixtures.path(id), fields)
        : GroupFixtures.change(id, fields);
  }

  @Test
  void areListed() {
    long id = Given.group(Map.of("users.view", 1));

    JsonNode list =
        Json.of(Given.admin().queryParam("sort", "id").queryParam("limit", 1).get(Given.GROUPS));

    assertThat(Json.keys(list))
        .containsExactly(
            "total",
            "rows",
            "current_page",
            "per_page",
            "total_pages",
            "prev_page_url",
            "next_page_url");
    assertThat(list.get("rows").get(0)).isEqualTo(GroupFixtures.seen(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "name", "created_at", "updated_at"})
  void canBeSortedBy(String column) {
    String name = Given.newName();
    GroupFixtures.create(Map.of("name", name + "a"));
    GroupFixtures.create(Map.of("name", name + "b"));

    JsonNode list =
        Json.of(
            Given.admin()
                .queryParams(Map.of("search", name, "sort", column, "order", "asc"))
                .get(Given.GROUPS));

    assertThat(Json.column(list.get("rows"), "name")).containsExactly(name + "a", name + "b");
  }

  @Test
  void areFoundAsBareObjects() {
    long id = Given.group(Map.of("users.view", 1));

    JsonNode group = GroupFixtures.seen(id);

    assertThat(Json.keys(group)).isEqualTo(KEYS);
    assertThat(group.get("id").asLong()).isEqualTo(id);
    assertThat(group.get("permissions")).isEqualTo(Json.parse("{\"users.view\":1}"));
  }

  @Test
  void areCreated() {
    String name = Given.newName();

    JsonNode envelope = Json.of(GroupFixtures.create(Map.of("name", name, "notes", "One\nTwo")));

    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("status").asText()).isEqualTo("success");
    assertThat(envelope.get("messages").asText()).isEqualTo("Group created successfully.");
    assertThat(Json.keys(envelope.get("payload"))).isEqualTo(KEYS);
    assertThat(envelope.get("payload").get("name").asText()).isEqualTo(name);
    assertThat(envelope.get("payload").get("notes").asText()).isEqualTo("One\nTwo");
    assertThat(envelope.get("payload").get("permissions")).isEqualTo(Json.parse("{}"));
    assertThat(envelope.get("payload").get("users_count").asInt()).isZero();
  }

  @Test
  void needAName() {
    Expect.invalid(GroupFixtures.create(Map.of()), "name", "The name field is required.");
    Expect.invalid(
        GroupFixtures.create(Map.of("name", "  ")), "name", "The name field is required.");
  }

  @Test
  void haveANameOfAtMost255Characters() {
    Expect.invalid(
        GroupFixtures.create(Map.of("name", "x".repeat(256))),
        "name",
        "The name may not be greater than 255 characters.");
  }

  @Test
  void haveANameOfTheirOwn() {
    String name = Given.newName();
    GroupFixtures.create(Map.of("name", name));

    Expect.invalid(
        GroupFixtures.create(Map.of("name", name)), "name", "The name has already been taken.");
  }

  @Test
  void doNotTakeTheNameOfAnother() {
    String name = Given.newName();
    GroupFixtures.create(Map.of("name", name));

    Expect.invalid(
        GroupFixtures.change(Given.group(Map.of()), Map.of("name", name)),
        "name",
        "The name has already been taken.");
  }

  @Test
  void mayKeepTheirOwnName() {
    long id = Given.group(Map.of());
    String name = GroupFixtures.seen(id).get("name").asText();

    JsonNode changed = Json.payload(GroupFixtures.change(id, Map.of("name", name, "notes", "x")));

    assertThat(changed.get("notes").asText()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void keepWhatAChangeDoesNotName(String method) {
    long id = Given.group(Map.of("users.view", 1));
    JsonNode before = GroupFixtures.seen(id);

    JsonNode envelope = Json.of(change(method, id, Map.of("notes", "x")));

    assertThat(envelope.get("messages").asText()).isEqualTo("Group updated successfully.");
    assertThat(envelope.get("payload").get("notes").asText()).isEqualTo("x");
    assertThat(envelope.get("payload").get("name")).isEqualTo(before.get("name"));
    assertThat(envelope.get("payload").get("permissions")).isEqualTo(before.get("permissions"));
  }

  @Test
  void keepTheirNameWhenItIsNull() {
    Expect.invalid(
        GroupFixtures.change(Given.group(Map.of()), Collections.singletonMap("name", null)),
        "name",
        "The name field is required.");
  }

  @Test
  void countTheirMembers() {
    long id = Given.group(Map.of());
    UserFixtures.user(Map.of("groups", List.of(id)));
    UserFixtures.user(Map.of("groups", List.of(id)));

    JsonNode group = GroupFixtures.seen(id);

    assertThat(group.get("users_count").isInt()).isTrue();
    assertThat(group.get("users_count").asInt()).isEqualTo(2);
  }

  @Test
  void knowWhoMadeThem() {
    Person superuser = Given.person("superuser");

    JsonNode group =
        Json.payload(
            Given.post(Given.as(superuser), Given.GROUPS, Map.of("name", Given.newName())));

    UserFixtures.assertMadeBy(superuser, group);
    UserFixtures.assertMadeBy(superuser, GroupFixtures.seen(group.get("id").asLong()));
  }

  @Test
  void escapeTextForHtml() {
    String name = Given.newName();

    JsonNode group = Json.payload(GroupFixtures.create(Map.of("name", name + " <&>\"'")));

    assertThat(group.get("name").asText()).isEqualTo(name + " &lt;&amp;&gt;&quot;&#039;");
  }

  @Test
  void areDeleted() {
    long id = Given.group(Map.of());

    Expect.answer(Given.admin().delete(GroupFixtures.path(id)), 200, DELETED);
    Expect.answer(Given.admin().get(GroupFixtures.path(id)), 200, Expect.NO_GROUP);
  }

  @Test
  void freeTheirNameWhenTheyAreDeleted() {
    String name = Given.newName();
    long id = Json.payload(GroupFixtures.create(Map.of("name", name))).get("id").asLong();
    Given.admin().delete(GroupFixtures.path(id));

    assertThat(Json.payload(GroupFixtures.create(Map.of("name", name))).get("id").asLong())
        .isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void areNotChangedWhenUnknown(String method) {
    Expect.answer(change(method, UNKNOWN, Map.of("notes", "x")), 200, Expect.NO_GROUP);
  }

  @Test
  void areNotFoundNorDeletedWhenUnknown() {
    Expect.answer(Given.admin().get(GroupFixtures.path(UNKNOWN)), 200, Expect.NO_GROUP);
    Expect.answer(Given.admin().delete(GroupFixtures.path(UNKNOWN)), 200, Expect.NO_GROUP);
    Expect.answer(Given.admin().get(Given.GROUPS + "/abc"), 200, Expect.NO_GROUP);
  }

  @Test
  void areHonestlyNotFoundInAProblemDocument() {
    Response answer =
        Given.admin().accept("application/problem+json").get(GroupFixtures.path(UNKNOWN));

    assertThat(Expect.problem(answer, 404).get("detail").asText())
        .isEqualTo("Group does not exist.");
  }
}
