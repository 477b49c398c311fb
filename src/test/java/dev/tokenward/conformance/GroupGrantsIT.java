package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a group grants reaches its members' live tokens with the next request. */
class GroupGrantsIT {

  private static Person memberOf(long group) {
    return Given.person(Map.of(), List.of(group));
  }

  private static void mayListUsers(Person person) {
    assertThat(Given.as(person).get(Given.USERS).statusCode()).isEqualTo(200);
  }

  private static void mayNotListUsers(Person person) {
    PermissionAnswers.refused(Given.as(person).get(Given.USERS), "users.view");
  }

  @Test
  void isThereWhenThePermissionIsGiven() {
    long group = Given.group(Map.of());
    Person member = memberOf(group);
    mayNotListUsers(member);

    Json.payload(GroupFixtures.change(group, Map.of("permissions", Map.of("users.view", 1))));

    mayListUsers(member);
  }

  @Test
  void isGoneWhenThePermissionIsTaken() {
    long group = Given.group(Map.of("users.view", 1));
    Person member = memberOf(group);
    mayListUsers(member);

    Json.payload(GroupFixtures.change(group, Map.of("permissions", Map.of("users.view", 0))));

    mayNotListUsers(member);
  }

  @Test
  void isGoneWhenTheGroupIsDeleted() {
    long group = Given.group(Map.of("users.view", 1));
    Person member = memberOf(group);
    mayListUsers(member);

    Given.admin().delete(GroupFixtures.path(group));

    mayNotListUsers(member);
    assertThat(UserFixtures.seen(member.id()).get("groups").isNull()).isTrue();
  }

  @Test
  void isGoneWhenTheMemberLeaves() {
    Person member = memberOf(Given.group(Map.of("users.view", 1)));
    mayListUsers(member);

    Json.payload(UserFixtures.change(member.id(), Map.of("groups", List.of())));

    mayNotListUsers(member);
  }

  @Test
  void isThereWhenAMemberJoins() {
    Person person = Given.person();
    long group = Given.group(Map.of("users.view", 1));
    mayNotListUsers(person);

    Json.payload(UserFixtures.change(person.id(), Map.of("groups", List.of(group))));

    mayListUsers(person);
  }
}
