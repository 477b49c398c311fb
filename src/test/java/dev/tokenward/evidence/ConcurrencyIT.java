package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever happens at once has the outcome of something that happened one after the other. */
class ConcurrencyIT {

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void twoRevocationsOfOneTokenBothSucceedAndTheTokenIsRevokedOnce() {
    Sql.execute(
        service,
        """
        create table revocations (token uuid);
        create function note_revocation() returns trigger language plpgsql as
          'begin insert into revocations values (new.id); return new; end';
        create trigger note after update of revoked_at on personal_access_tokens
          for each row execute function note_revocation();""");
    List<Made> tokens =
        IntStream.range(0, 100).mapToObj(i -> requests.makeToken("Twice " + i)).toList();

    for (Made token : tokens) {
      List<Integer> statuses = Swarm.atOnce(2, client -> revoke(token).statusCode());
      assertThat(statuses).containsExactly(204, 204);
      assertThat(requests.statusOf(token)).isEqualTo(401);
    }

    assertThat(Sql.column(service, "select token from revocations"))
        .containsExactlyInAnyOrderElementsOf(tokens.stream().map(Made::id).toList());
    assertThat(
            Sql.number(
                service,
                "select count(*) from personal_access_tokens where name like 'Twice %'"
                    + " and revoked_at = updated_at"))
        .isEqualTo(tokens.size());
  }

  @Test
  void sixtyFourClientsNeverGetTheSameTokenTwice() {
    List<Made> made =
        Swarm.atOnce(64, client -> tenTokens("Unique")).stream().flatMap(List::stream).toList();

    assertThat(made.stream().map(Made::id)).hasSize(640).doesNotHaveDuplicates();
    assertThat(made.stream().map(Made::text).distinct().count()).isEqualTo(640);
    assertThat(
            Sql.rows(
                service,
                "select count(distinct id), count(distinct digest) from personal_access_tokens"
                    + " where name = 'Unique'"))
        .containsExactly(List.of("640", "640"));
  }

  @Test
  void ofManyPeopleWhoWantOneUsernameOneGetsIt() {
    String name = Requests.newName();

    List<Response> answers =
        Swarm.atOnce(
            32, client -> requests.post(Requests.USERS, Requests.newUser(cased(name, client))));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(answers.stream().filter(ConcurrencyIT::succeeded)).hasSize(1);
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .allMatch(
            answer ->
                answer
                    .path("messages.username")
                    .equals(List.of("The username has already been taken.")));
    assertThat(
            Sql.number(service, "select count(*) from users where username_key = '" + name + "'"))
        .isEqualTo(1);
  }

  @Test
  void ofManyGroupsThatWantOneNameOneGetsIt() {
    String name = Requests.newName();

    List<Response> answers =
        Swarm.atOnce(32, client -> requests.post(Requests.GROUPS, Map.of("name", name)));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(answers.stream().filter(ConcurrencyIT::succeeded)).hasSize(1);
    assertThat(
            Sql.number(
                service, "select count(*) from permission_groups where name = '" + name + "'"))
        .isEqualTo(1);
  }

  @Test
  void groupsThatAreDeletedAtOnceAreAllDeleted() {
    List<List<Integer>> groups =
        IntStream.range(0, 16)
            .mapToObj(client -> Stream.generate(ConcurrencyIT::newGroup).limit(60).toList())
            .toList();

    List<List<Response>> answers =
        Swarm.atOnce(
            groups.size(),
            client -> groups.get(client).stream().map(ConcurrencyIT::deleteGroup).toList());

    assertThat(answers.stream().flatMap(List::stream)).allMatch(ConcurrencyIT::succeeded);
    assertThat(
            Sql.number(
                service, "select count(*) from permission_groups where notes = 'to be deleted'"))
        .isZero();
  }

  @Test
  void ofManyWhoDeleteOneGroupOneIsToldThatItIsDone() {
    int group = newGroup();

    List<Response> answers = Swarm.atOnce(16, client -> deleteGroup(group));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(answers.stream().filter(ConcurrencyIT::succeeded)).hasSize(1);
  }

  @Test
  void changesOfDifferentFieldsOfOneUserAreAllKept() {
    List<String> fields =
        List.of("first_name", "last_name", "employee_num", "jobtitle", "phone", "locale", "notes");
    String user = Requests.USERS + "/" + newUser();

    for (int round = 0; round < 10; round++) {
      String value = "v" + round;
      Swarm.atOnce(
          fields.size(),
          client -> requests.patch(user, Map.of(fields.get(client), value)).statusCode());

      Response after = requests.get(user);
      assertThat(fields)
          .allSatisfy(field -> assertThat(after.<String>path(field)).isEqualTo(value));
    }
  }

  @Test
  void aUserWhoIsDeletedWhileTheyMakeTokensIsLeftWithNoneThatWorks() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    int id = requests.post(Requests.USERS, fields).path("payload.id");
    Requests theirs = requests.ofUser(fields);

    List<List<Made>> made =
        Swarm.atOnce(9, client -> client == 0 ? deleted(id) : theirs.makeTokensUntilRefused());

    assertThat(made.stream().flatMap(List::stream))
        .allSatisfy(token -> assertThat(requests.statusOf(token)).isEqualTo(401));
  }

  private static List<Made> deleted(int user) {
    Response answer = requests.delete(Requests.USERS + "/" + user);
    assertThat(succeeded(answer)).isTrue();
    return List.of();
  }

  private static Response revoke(Made token) {
    return requests.delete(Requests.TOKENS + "/" + token.id());
  }

  private static List<Made> tenTokens(String name) {
    return Stream.generate(() -> requests.makeToken(name)).limit(10).toList();
  }

  private static String cased(String name, int client) {
    return client % 2 == 0 ? name : name.toUpperCase(Locale.ROOT);
  }

  private static int newUser() {
    return requests.post(Requests.USERS, Requests.newUser(Requests.newName())).path("payload.id");
  }

  private static int newGroup() {
    Map<String, String> fields = Map.of("name", Requests.newName(), "notes", "to be deleted");
    return requests.post(Requests.GROUPS, fields).path("payload.id");
  }

  private static Response deleteGroup(int group) {
    return requests.delete(Requests.GROUPS + "/" + group);
  }

  private static boolean succeeded(Response answer) {
    return "success".equals(answer.path("status"));
  }
}
