package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scopes that are registered, deleted and named at the same time. */
class ScopesAtOnceIT {

  private static final String SCOPES = "/api/v1/scopes";
  private static final int ROUNDS = 20;

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

  private static Response register(String name) {
    return requests.post(SCOPES, Map.of("name", name, "description", "Does something."));
  }

  private static boolean succeeded(Response answer) {
    return answer.<String>path("status").equals("success");
  }

  @Test
  void aScopeThatIsGoneIsNamedByNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      String scope = "round" + round + ".export";
      assertThat(succeeded(register(scope))).isTrue();

      List<Boolean> succeeded = Swarm.atOnce(4, client -> succeeded(use(client, scope)));

      boolean isDeleted = succeeded.get(0);
      boolean isNamed = succeeded.subList(1, succeeded.size()).contains(true);
      assertThat(isDeleted).as("round %d", round).isNotEqualTo(isNamed);
    }
  }

  /** The first client deletes the scope, and the others name it in all the ways there are. */
  private static Response use(int client, String scope) {
    return switch (client) {
      case 0 -> requests.delete(SCOPES + "/" + scope);
      case 1 -> token(scope.replace("export", "*"));
      case 2 ->
          requests.post(
              Requests.GROUPS, Map.of("name", Requests.newName(), "permissions", Map.of(scope, 1)));
      default -> token(scope);
    };
  }

  private static Response token(String scope) {
    Response answer = requests.post(Requests.TOKENS, Map.of("scopes", List.of(scope)));
    if (succeeded(answer)) {
      Secrets.register(answer.<String>path("payload.token"));
    }
    return answer;
  }

  @Test
  void ofTheLastTwoScopesOfAnAreaThatATokenNamesOneStays() {
    register("pair.first");
    register("pair.second");
    assertThat(succeeded(token("pair.*"))).isTrue();

    List<Boolean> deleted =
        Swarm.atOnce(
            2,
            client ->
                succeeded(
                    requests.delete(SCOPES + (client == 0 ? "/pair.first" : "/pair.second"))));

    assertThat(deleted).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void ofManyWhoRegisterOneNameOneSucceeds() {
    List<Boolean> registered = Swarm.atOnce(16, client -> succeeded(register("one.name")));

    assertThat(registered).containsOnlyOnce(true);
  }

  @Test
  void noMoreThanAThousandCanBeRegistered() {
    Sql.execute(
        service,
        """
        insert into scopes (name, description, created_at)
        select 'many.n' || n, 'One of many.', now()
          from generate_series(1, 998 - (select count(*) from scopes)) n""");

    List<Response> answers = Swarm.atOnce(8, client -> register("last.n" + client));

    assertThat(answers.stream().filter(ScopesAtOnceIT::succeeded)).hasSize(2);
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .hasSize(6)
        .allMatch(
            answer ->
                answer
                    .path("messages.name")
                    .equals(
                        List.of(
                            "There are 1000 registered scopes already, and there can't be more."
                                + " Delete one first.")));
    assertThat(requests.get(SCOPES).<List<?>>path("payload")).hasSizeGreaterThan(1_100);
    Sql.execute(service, "delete from scopes where name like 'many.%' or name like 'last.%'");
  }
}
