package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists: search finds what contains the text, and takes every character literally. */
class ListSearchIT {

  private static List<Long> found(String path, String text) {
    JsonNode list = Json.of(Given.admin().queryParam("search", text).get(path));
    List<Long> ids = Json.elements(list.get("rows")).map(row -> row.get("id").asLong()).toList();
    assertThat(list.get("total").asInt()).isEqualTo(ids.size());
    return ids;
  }

  private static List<Long> users(String text) {
    return found(Given.USERS, text);
  }

  @Test
  void findsAPartOfANameInAnyCase() {
    String name = Given.newName();
    long id = UserFixtures.user(Map.of("last_name", "Mac" + name));

    assertThat(users(name.substring(3).toUpperCase(Locale.ROOT))).containsExactly(id);
  }

  @Test
  void findsLettersOfAnyScriptInAnyCase() {
    String name = Given.newName();
    long id = UserFixtures.user(Map.of("first_name", "Émile " + name + " ÖÇ"));

    assertThat(users("émile " + name)).containsExactly(id);
    assertThat(users(name + " öç")).containsExactly(id);
    assertThat(users("Émile " + name + " ÖÇ")).containsExactly(id);
  }

  @Test
  void looksIntoEveryFieldThatTellsWhoSomebodyIs() {
    for (String field : List.of("username", "first_name", "employee_num", "jobtitle", "notes")) {
      String text = Given.newName();
      long id = UserFixtures.user(Map.of(field, text));
      assertThat(users(text)).as(field).containsExactly(id);
    }
  }

  @Test
  void findsAnEmailAddress() {
    String name = Given.newName();
    long id = UserFixtures.user(Map.of("email", name + "@example.com"));

    assertThat(users(name + "@example")).containsExactly(id);
  }

  @Test
  void takesAPercentSignLiterally() {
    String name = Given.newName();
    long with = UserFixtures.user(Map.of("last_name", name + "50%off"));
    UserFixtures.user(Map.of("last_name", name + "50 xoff"));

    assertThat(users(name + "50%off")).containsExactly(with);
  }

  @Test
  void takesAnUnderscoreLiterally() {
    String name = Given.newName();
    long with = UserFixtures.user(Map.of("last_name", name + "a_b"));
    UserFixtures.user(Map.of("last_name", name + "axb"));

    assertThat(users(name + "a_b")).containsExactly(with);
  }

  @Test
  void takesItsOwnEscapeCharactersLiterally() {
    String name = Given.newName();
    long bang = UserFixtures.user(Map.of("last_name", name + "a!b"));
    long backslash = UserFixtures.user(Map.of("last_name", name + "a\\b"));

    assertThat(users(name + "a!b")).containsExactly(bang);
    assertThat(users(name + "a\\b")).containsExactly(backslash);
  }

  @Test
  void takesQuotesLiterally() {
    String name = Given.newName();
    long id = UserFixtures.user(Map.of("last_name", name + "' or 1=1 --\""));

    assertThat(users(name + "' or 1=1 --\"")).containsExactly(id);
    assertThat(users(name + "' or 1=2")).isEmpty();
  }

  @Test
  void findsNoDeletedUser() {
    String name = Given.newName();
    long id = UserFixtures.user(Map.of("last_name", name));

    Given.admin().delete(UserFixtures.path(id));

    assertThat(users(name)).isEmpty();
  }

  @Test
  void findsGroupsByName() {
    String name = Given.newName();
    long id = Json.payload(GroupFixtures.create(Map.of("name", "Team " + name))).get("id").asLong();

    assertThat(found(Given.GROUPS, "team " + name)).containsExactly(id);
  }

  @Test
  void takesAVeryLongTextAndFindsNothing() {
    assertThat(users("x".repeat(2_000))).isEmpty();
  }
}
