package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy counts exactly, however many ask at once, however many tokens there are. */
@Alone
class PolicyConcurrencyIT {

  private static final String POLICY = "/api/v1/policy";
  private static final int CLIENTS = 20;

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env("TOKENWARD_TOKEN_PREFIX", "acme")
            .env("TOKENWARD_TOKEN_FORMER_PREFIXES", "twd")
            .start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void demandNothing() {
    requests.put(POLICY, Map.of());
  }

  @Test
  void ofManyCreationsAtOnceOnlyAsManySucceedAsThePolicyAllows() {
    Requests theirs = newUser();
    requests.put(POLICY, Map.of("max_tokens", 5));

    List<Response> answers = Swarm.atOnce(CLIENTS, client -> create(theirs, "n" + client));

    assertThat(answers.stream().filter(PolicyConcurrencyIT::succeeded)).hasSize(4);
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .allMatch(answer -> answer.path("messages.policy") != null);
  }

  @Test
  void ofManyCreationsOfOneNameAtOnceOneSucceeds() {
    Requests theirs = newUser();
    requests.put(POLICY, Map.of("name_unique", true));

    List<Response> answers =
        Swarm.atOnce(
            CLIENTS,
            client -> create(theirs, client % 2 == 0 ? "same" : "same".toUpperCase(Locale.ROOT)));

    assertThat(answers.stream().filter(PolicyConcurrencyIT::succeeded)).hasSize(1);
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .allMatch(answer -> answer.path("messages.name") != null);
  }

  @Test
  void ofManyFirstChangesOfAPolicyAtOnceEachSucceedsAndOneStays() {
    int group =
        requests.post(Requests.GROUPS, Map.of("name", Requests.newName())).path("payload.id");
    String path = Requests.GROUPS + "/" + group + "/policy";

    List<Response> answers =
        Swarm.atOnce(CLIENTS, client -> requests.put(path, Map.of("max_tokens", client + 1)));

    assertThat(answers).allMatch(PolicyConcurrencyIT::succeeded);
    assertThat(Sql.number(service, "select count(*) from token_policies where group_id = " + group))
        .isEqualTo(1);
  }

  @Test
  void aPolicyChoosesAmongThePrefixesThatAreRecognised() {
    Requests theirs = newUser();

    String before = create(theirs, "before").path("payload.token");
    Response put = requests.put(POLICY, Map.of("prefix", "twd"));
    String after = create(theirs, "after").path("payload.token");

    assertThat(succeeded(put)).isTrue();
    assertThat(before.startsWith("acme_")).isTrue();
    assertThat(after.startsWith("twd_")).isTrue();
    assertThat(requests.statusOf(new Requests.Made("after", after))).isEqualTo(200);
    List<Map<String, Object>> rows =
        requests.get(POLICY + "/violations?search=before").path("rows");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("violations").toString())
        .contains("The policy requires the prefix twd, and this token has another.");
  }

  @Test
  void aPrefixThatIsNotRecognisedIsRefusedWithThoseThatAre() {
    Response put = requests.put(POLICY, Map.of("prefix", "old"));

    assertThat(put.<List<String>>path("messages.prefix"))
        .containsExactly("The prefix must be one that this service recognises: acme, twd.");
  }

  @Test
  void tokensThatBreakAPolicyAreListedInPartsThoughThereAreAHundredThousand() {
    String username = Requests.newName();
    requests.passwordOfNewUser(username);
    Sql.execute(
        service,
        """
        insert into personal_access_tokens (id, user_id, name, digest, preview, created_at, updated_at, expires_at)
        select gen_random_uuid(), u.id, 'Many ' || n, sha256(convert_to('many' || n, 'UTF8')), 'acme_…0000',
               now() - n * interval '1 second', now(), now() + interval '10 years'
          from users u, generate_series(1, 100000) n where u.username = '%s'"""
            .formatted(username));
    requests.put(POLICY, Map.of("max_life_days", 365, "max_tokens", 10, "name_unique", true));

    long began = System.nanoTime();
    Response part = requests.get(POLICY + "/violations?limit=50&offset=99900");
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    System.out.printf("A part of 100,000 violations took %d ms%n", took.toMillis());
    assertThat(part.<Integer>path("total")).isGreaterThanOrEqualTo(100_000);
    assertThat(part.<List<?>>path("rows")).hasSize(50);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    Sql.execute(service, "delete from personal_access_tokens where name like 'Many %'");
  }

  @Test
  void aChangeOnOneReplicaCountsOnTheOtherFromTheNextTokenOn() {
    Duration bound = Duration.ofSeconds(2);
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server);
        Service one = Replicas.first(database, bound).start();
        Service two = Replicas.another(one, database, bound).start()) {
      Requests here = Requests.to(one);
      Requests there = here.at(two);

      for (int round = 0; round < 10; round++) {
        here.put(POLICY, Map.of("scopes_required", true));
        assertThat(succeeded(create(there, "x"))).isFalse();
        here.put(POLICY, Map.of());
        assertThat(succeeded(create(there, "x"))).isTrue();
      }
    }
  }

  private static Requests newUser() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    requests.post(Requests.USERS, fields);
    return requests.ofUser(fields);
  }

  private static Response create(Requests caller, String name) {
    Response answer = caller.post(Requests.TOKENS, Map.of("name", name));
    if (succeeded(answer)) {
      Secrets.register(answer.<String>path("payload.token"));
    }
    return answer;
  }

  private static boolean succeeded(Response answer) {
    return "success".equals(answer.path("status"));
  }
}
