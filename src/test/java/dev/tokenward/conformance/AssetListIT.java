package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /hardware: the part of the list that is asked for, sorted and searched. */
class AssetListIT {

  private static final String MARK = Given.newName();

  /** Numbers of four assets that a search for the mark finds, in the order they were made. */
  private static final List<Long> IDS = new ArrayList<>();

  @BeforeAll
  static void makeAssets() {
    List<String> statuses = List.of("pending", "deployable", "archived", "deployable");
    List<String> names = List.of("Charlie", "Alice", "Dora", "Bob");
    for (int i = 0; i < names.size(); i++) {
      IDS.add(
          AssetFixtures.asset(
              Map.of(
                  "name",
                  names.get(i),
                  "serial",
                  "S" + names.get(i),
                  "model",
                  MARK,
                  "status",
                  statuses.get(i))));
    }
  }

  private static JsonNode list(Map<String, ?> query) {
    return Json.of(Given.admin().queryParam("search", MARK).queryParams(query).get(Given.HARDWARE));
  }

  private static List<Long> found(String text) {
    return ids(Json.of(Given.admin().queryParam("search", text).get(Given.HARDWARE)));
  }

  private static List<Long> ids(JsonNode list) {
    return Json.elements(list.get("rows")).map(row -> row.get("id").asLong()).toList();
  }

  private static List<Long> newestFirst() {
    return IDS.stream().sorted(Comparator.reverseOrder()).toList();
  }

  @Test
  void hasTheTotalThenTheRowsThenThePages() {
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
  void hasTheNewestFirstAndEachAsTheSingleObject() {
    JsonNode list = list(Map.of());

    assertThat(ids(list)).isEqualTo(newestFirst());
    assertThat(Json.elements(list.get("rows")))
        .allSatisfy(row -> assertThat(row).isEqualTo(AssetFixtures.seen(row.get("id").asLong())));
  }

  @Test
  void hasThePageThatIsAskedForAndLeadsToTheNext() {
    JsonNode first = list(Map.of("limit", 3));
    String next = first.get("next_page_url").asText();

    JsonNode second = Json.of(Given.admin().urlEncodingEnabled(false).get(URI.create(next)));

    assertThat(first.get("total").asInt()).isEqualTo(4);
    assertThat(ids(first)).isEqualTo(newestFirst().subList(0, 3));
    assertThat(ids(second)).isEqualTo(newestFirst().subList(3, 4));
    assertThat(second.get("next_page_url").isNull()).isTrue();
  }

  @Test
  void leavesOutTheOffset() {
    assertThat(ids(list(Map.of("limit", 2, "offset", 1)))).isEqualTo(newestFirst().subList(1, 3));
  }

  @Test
  void isSortedInTheOrderAskedFor() {
    JsonNode up = list(Map.of("sort", "name", "order", "asc"));
    JsonNode down = list(Map.of("sort", "name", "order", "desc"));

    assertThat(Json.column(up.get("rows"), "name"))
        .containsExactly("Alice", "Bob", "Charlie", "Dora");
    assertThat(Json.column(down.get("rows"), "name"))
        .containsExactly("Dora", "Charlie", "Bob", "Alice");
  }

  @Test
  void isSortedByStatus() {
    JsonNode up = list(Map.of("sort", "status_label", "order", "asc"));

    assertThat(
            Json.elements(up.get("rows")).map(row -> row.at("/status_label/status_type").asText()))
        .containsExactly("archived", "deployable", "deployable", "pending");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "name",
        "asset_tag",
        "serial",
        "model",
        "status_label",
        "created_at",
        "updated_at"
      })
  void canBeSortedBy(String column) {
    JsonNode up = list(Map.of("sort", column, "order", "asc"));
    JsonNode down = list(Map.of("sort", column, "order", "desc"));

    List<Long> reversed = new ArrayList<>(ids(down));
    Collections.reverse(reversed);
    assertThat(ids(up)).hasSize(4).isEqualTo(reversed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignedTo", "assetTag", "notes", "id desc; drop table assets", "'"})
  void isNotSortedByAnythingElse(String column) {
    assertThat(ids(list(Map.of("sort", column)))).isEqualTo(newestFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "asset_tag", "serial", "model", "notes"})
  void isSearchedInEveryTextInAnyCase(String field) {
    String text = Given.newName();
    long id = AssetFixtures.asset(Map.of(field, "Mac" + text));

    assertThat(found("c" + text.toUpperCase(Locale.ROOT))).containsExactly(id);
  }

  @Test
  void isNotSearchedWhereTheReaderMayNotLook() {
    String username = Given.newName();
    long user = UserFixtures.user(Map.of("username", username));
    AssetFixtures.asset(Map.of("assigned_user", user));

    assertThat(found(username)).isEmpty();
  }

  @Test
  void takesWildcardsLiterally() {
    String name = Given.newName();
    long with = AssetFixtures.asset(Map.of("name", name + "50%_off!"));
    AssetFixtures.asset(Map.of("name", name + "50 xxoff!"));

    assertThat(found(name + "50%_off!")).containsExactly(with);
  }

  @Test
  void isEmptyRatherThanAbsent() {
    JsonNode list =
        Json.of(Given.admin().queryParam("search", Given.newName()).get(Given.HARDWARE));

    assertThat(list.get("total").asInt()).isZero();
    assertThat(list.get("rows")).isEqualTo(Json.parse("[]"));
  }
}
