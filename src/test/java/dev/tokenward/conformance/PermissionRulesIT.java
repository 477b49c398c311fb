package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: the user's own word, then the groups', and the two keys that open more. */
class PermissionRulesIT {

  private static Person person(Map<String, Integer> own, List<Map<String, Integer>> groups) {
    return Given.person(own, groups.stream().map(Given::group).toList());
  }

  private static void may(Person person) {
    assertThat(Given.as(person).get(Given.USERS).statusCode()).isEqualTo(200);
  }

  private static void mayNot(Person person) {
    PermissionAnswers.refused(Given.as(person).get(Given.USERS), "users.view");
  }

  private static Map<String, Integer> view(int value) {
    return Map.of("users.view", value);
  }

  @Test
  void anOwnOneGrants() {
    may(person(view(1), List.of()));
  }

  @Test
  void nothingDenies() {
    mayNot(person(Map.of(), List.of()));
  }

  @Test
  void anOwnZeroDeniesWithoutAGroup() {
    mayNot(person(view(0), List.of()));
  }

  @Test
  void anOwnZeroInherits() {
    may(person(view(0), List.of(view(1))));
  }

  @Test
  void aGroupsOneGrants() {
    may(person(Map.of(), List.of(view(1))));
  }

  @Test
  void anyOfTheGroupsGrants() {
    may(person(Map.of(), List.of(view(0), view(1), Map.of())));
  }

  @Test
  void anOwnDenialBeatsAGroupsOne() {
    mayNot(person(view(-1), List.of(view(1))));
  }

  @Test
  void aGroupsDenialDoesNothingToAnOwnOne() {
    may(person(view(1), List.of(view(-1))));
  }

  @Test
  void aGroupsDenialDoesNothingToAnotherGroupsOne() {
    may(person(Map.of(), List.of(view(-1), view(1))));
  }

  @Test
  void onePermissionIsNotAnother() {
    mayNot(Given.person("users.create", "users.edit", "users.delete", "assets.view"));
  }

  @Test
  void adminPassesEverythingAboutUsers() {
    Person administrator = Given.person("admin");
    long other = UserFixtures.user(Map.of());

    may(administrator);
    Json.payload(Given.post(Given.as(administrator), Given.USERS, Given.newUser()));
    Json.payload(
        Given.patch(
            Given.as(administrator), UserFixtures.path(other), Map.of("first_name", "Ada")));
    assertThat(Given.as(administrator).delete(UserFixtures.path(other)).asString())
        .contains("success");
  }

  @Test
  void adminPassesNothingOfSelf() {
    PermissionAnswers.refused(Given.as(Given.person("admin")).get(Given.TOKENS), "self.api");
  }

  @Test
  void adminIsNoSuperuser() {
    PermissionAnswers.refused(Given.as(Given.person("admin")).get(Given.GROUPS), "superuser");
  }

  @Test
  void adminMayComeFromAGroup() {
    may(person(Map.of(), List.of(Map.of("admin", 1))));
  }

  @Test
  void adminMayBeDeniedToAMember() {
    mayNot(person(Map.of("admin", -1), List.of(Map.of("admin", 1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.USERS, Given.GROUPS, Given.TOKENS, Given.ME})
  void superuserPassesEverything(String path) {
    assertThat(Given.as(Given.person("superuser")).get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void superuserPassesEvenWhatIsDenied() {
    may(person(Map.of("superuser", 1, "users.view", -1), List.of()));
  }

  @Test
  void superuserMayComeFromAGroup() {
    Person person = person(Map.of(), List.of(Map.of("superuser", 1)));

    assertThat(Given.as(person).get(Given.GROUPS).statusCode()).isEqualTo(200);
  }

  @Test
  void superuserMayBeDeniedToAMember() {
    Person person = person(Map.of("superuser", -1), List.of(Map.of("superuser", 1)));

    PermissionAnswers.refused(Given.as(person).get(Given.GROUPS), "superuser");
  }
}
