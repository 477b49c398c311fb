package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists: which part of them is answered, in which order, and the way to the parts beside it. */
class ListPartsIT {

  private static final String MARK = Given.newName();

  /** Numbers of five users whom a search for the mark finds, in the order they were made. */
  private static final List<Long> IDS = new ArrayList<>();

  @BeforeAll
  static void makeUsers() {
    for (String first : List.of("Charlie", "Alice", "Eve", "Bob", "Dora")) {
      IDS.add(UserFixtures.user(Map.of("first_name", first, "last_name", MARK)));
    }
  }

  private static Response answer(Map<String, ?> query) {
    return Given.admin().queryParam("search", MARK).queryParams(query).get(Given.USERS);
  }

  private static JsonNode list(Map<String, ?> query) {
    return Json.of(answer(query));
  }

  private static List<Long> ids(JsonNode list) {
    return Json.elements(list.get("rows")).map(row -> row.get("id").asLong()).toList();
  }

  private static List<Long> newestFirst() {
    return IDS.stream().sorted(Comparator.reverseOrder()).toList();
  }

  private static JsonNode follow(JsonNode list, String key) {
    return Json.of(Given.admin().urlEncodingEnabled(false).get(URI.create(list.get(key).asText())));
  }

  @Test
  void haveTheTotalThenTheRowsThenThePages() {
    assertThat(Json.keys(list(Map.of())))
        .containsExactly(
            "total",
            "rows",
            "current_page",
            "per_page",
            "total_pages",
            "prev_page_url",
            "next_page_url");
  }

  @Test
  void haveRowsThatLookLikeTheSingleObject() {
    JsonNode row = list(Map.of()).get("rows").get(0);

    assertThat(row).isEqualTo(UserFixtures.seen(row.get("id").asLong()));
    assertThat(Json.keys(row)).isEqualTo(CurrentUserIT.KEYS);
  }

  @Test
  void haveEverythingOnOnePageByDefault() {
    JsonNode list = list(Map.of());

    assertThat(ids(list)).isEqualTo(newestFirst());
    assertThat(list.get("total").asInt()).isEqualTo(5);
    assertThat(list.get("current_page").asInt()).isEqualTo(1);
    assertThat(list.get("total_pages").asInt()).isEqualTo(1);
    assertThat(list.get("prev_page_url").isNull()).isTrue();
    assertThat(list.get("next_page_url").isNull()).isTrue();
  }

  @Test
  void areEmptyRatherThanAbsent() {
    JsonNode list = Json.of(Given.admin().queryParam("search", Given.newName()).get(Given.USERS));

    assertThat(list.get("total").asInt()).isZero();
    assertThat(list.get("rows")).isEqualTo(Json.parse("[]"));
    assertThat(list.get("total_pages").asInt()).isEqualTo(1);
  }

  @Test
  void haveAtMostTheLimit() {
    JsonNode list = list(Map.of("limit", 2));

    assertThat(ids(list)).isEqualTo(newestFirst().subList(0, 2));
    assertThat(list.get("total").asInt()).isEqualTo(5);
    assertThat(list.get("per_page").asInt()).isEqualTo(2);
    assertThat(list.get("total_pages").asInt()).isEqualTo(3);
  }

  @Test
  void leaveOutTheOffset() {
    assertThat(ids(list(Map.of("limit", 2, "offset", 3)))).isEqualTo(newestFirst().subList(3, 5));
  }

  @Test
  void haveThePage() {
    JsonNode list = list(Map.of("limit", 2, "page", 2));

    assertThat(ids(list)).isEqualTo(newestFirst().subList(2, 4));
    assertThat(list.get("current_page").asInt()).isEqualTo(2);
  }

  @Test
  void areEmptyBehindTheirEnd() {
    JsonNode list = list(Map.of("limit", 2, "page", 9));

    assertThat(ids(list)).isEmpty();
    assertThat(list.get("total").asInt()).isEqualTo(5);
    assertThat(list.get("next_page_url").isNull()).isTrue();
  }

  @Test
  void leadToTheNextPage() {
    JsonNode first = list(Map.of("limit", 2, "sort", "first_name", "order", "asc"));

    JsonNode second = follow(first, "next_page_url");
    JsonNode third = follow(second, "next_page_url");

    assertThat(Json.column(first.get("rows"), "first_name")).containsExactly("Alice", "Bob");
    assertThat(Json.column(second.get("rows"), "first_name")).containsExactly("Charlie", "Dora");
    assertThat(Json.column(third.get("rows"), "first_name")).containsExactly("Eve");
    assertThat(third.get("next_page_url").isNull()).isTrue();
  }

  @Test
  void leadToThePreviousPage() {
    JsonNode second = list(Map.of("limit", 2, "page", 2));

    JsonNode first = follow(second, "prev_page_url");

    assertThat(ids(first)).isEqualTo(newestFirst().subList(0, 2));
    assertThat(first.get("prev_page_url").isNull()).isTrue();
  }

  @Test
  void leadOnFromAnOffsetThatIsNoMultipleOfTheLimit() {
    JsonNode middle = list(Map.of("limit", 2, "offset", 1));

    assertThat(ids(middle)).isEqualTo(newestFirst().subList(1, 3));
    assertThat(ids(follow(middle, "next_page_url"))).isEqualTo(newestFirst().subList(3, 5));
    assertThat(ids(follow(middle, "prev_page_url"))).isEqualTo(newestFirst().subList(0, 2));
  }

  @Test
  void leadBackFromAnOffsetThatIsNoMultipleOfTheLimit() {
    JsonNode last = list(Map.of("limit", 2, "offset", 3));

    assertThat(ids(follow(last, "prev_page_url"))).isEqualTo(newestFirst().subList(1, 3));
    assertThat(last.get("next_page_url").isNull()).isTrue();
  }

  @Test
  void keepAnySearchOnTheWayToTheNextPage() {
    String odd = Given.newName() + " {a}%b&c=d+é#'";
    UserFixtures.user(Map.of("first_name", odd));
    long older = IDS.get(0);
    UserFixtures.change(older, Map.of("notes", odd));

    JsonNode first =
        Json.of(Given.admin().queryParam("search", odd).queryParam("limit", 1).get(Given.USERS));

    assertThat(first.get("total").asInt()).isEqualTo(2);
    assertThat(ids(follow(first, "next_page_url"))).containsExactly(older);
  }

  @Test
  void areSortedInTheOrderAskedFor() {
    JsonNode up = list(Map.of("sort", "first_name", "order", "asc"));
    JsonNode down = list(Map.of("sort", "first_name", "order", "desc"));

    assertThat(Json.column(up.get("rows"), "first_name"))
        .containsExactly("Alice", "Bob", "Charlie", "Dora", "Eve");
    assertThat(Json.column(down.get("rows"), "first_name"))
        .containsExactly("Eve", "Dora", "Charlie", "Bob", "Alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "first_name",
        "last_name",
        "username",
        "email",
        "employee_num",
        "jobtitle",
        "phone",
        "activated",
        "locale",
        "created_at",
        "updated_at",
        "last_login"
      })
  void canBeSortedBy(String column) {
    JsonNode up = list(Map.of("sort", column, "order", "asc"));
    JsonNode down = list(Map.of("sort", column, "order", "desc"));

    List<Long> reversed = new ArrayList<>(ids(down));
    Collections.reverse(reversed);
    assertThat(ids(up)).hasSize(5).isEqualTo(reversed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"password_hash", "passwordHash", "permissions", "id desc; drop table users", "'"})
  void areNotSortedByAnythingElse(String column) {
    JsonNode list = list(Map.of("sort", column));

    assertThat(ids(list)).isEqualTo(newestFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "", "99999999999999999999", "1e1"})
  void takeALimitWithoutSenseForTheDefault(String limit) {
    assertThat(ids(list(Map.of("limit", limit)))).isEqualTo(newestFirst());
    assertThat(list(Map.of("limit", limit)).get("per_page"))
        .isEqualTo(list(Map.of()).get("per_page"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.5", "", "99999999999999999999"})
  void takeAnOffsetWithoutSenseForTheDefault(String offset) {
    assertThat(ids(list(Map.of("offset", offset)))).isEqualTo(newestFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "", "99999999999999999999"})
  void takeAPageWithoutSenseForTheFirst(String page) {
    JsonNode list = list(Map.of("limit", 2, "page", page));

    assertThat(ids(list)).isEqualTo(newestFirst().subList(0, 2));
    assertThat(list.get("current_page").asInt()).isEqualTo(1);
  }

  @Test
  void takeAnOrderWithoutSenseForTheDefault() {
    assertThat(ids(list(Map.of("order", "sideways")))).isEqualTo(newestFirst());
  }
}
