package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Alone;
import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever asks who did something is answered also where very much was done. */
@Alone
class ManyEntriesIT {

  private static final int COUNT = 300_000;

  private static Service service;
  private static Requests superuser;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    superuser = Requests.to(service);
    addEntries();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Nobody seals meanwhile; that these have no right hashes is not asked for here. */
  private static void addEntries() {
    Sql.execute(
        service,
"""
select * from tokenward_seal_audit(100000, true);
select pg_advisory_xact_lock(20833, 13);
alter table audit_log disable trigger user;
insert into audit_log
select (select max(sequence) from audit_log) + n, now() - (%1$d - n) * interval '30 seconds',
       case when n %% 1000 = 7 then 'policy.changed' when n %% 2 = 0 then 'token.created' else 'token.revoked' end,
       case when n %% 500 = 9 then 'refused' else 'done' end,
       case when n %% 200 = 11 then 'operator' else 'user' end,
       (n %% 997)::text, 'user' || (n %% 997), 'token ' || gen_random_uuid(), '10.0.' || (n %% 250) || '.' || (n %% 7),
       case when n %% 1000 = 7 then 'policy' else 'token' end, gen_random_uuid()::text, 'Deploy ' || n, n %% 997,
       '{"revoked_at": "2026-11-24T09:15:00.123456+00:00"}', sha256(n::text::bytea)
  from generate_series(1, %1$d) n;
alter table audit_log enable trigger user\
"""
            .formatted(COUNT));
    Sql.execute(service, "vacuum analyze audit_log");
  }

  @Test
  void ofManyEntriesAreThoseThatAreLookedForFoundWithinASecond() {
    List<String> queries =
        List.of(
            "?limit=50",
            "?limit=50&offset=200000",
            "?limit=500&actor=user5",
            "?limit=50&actor_id=5",
            "?limit=50&actor_kind=operator",
            "?limit=50&action=token.created",
            "?limit=50&action=policy.*",
            "?limit=50&target_type=policy",
            "?limit=50&user_id=5",
            "?limit=50&address=10.0.9.2",
            "?limit=50&outcome=refused",
            "?limit=50&from=" + Instant.now().minus(1, ChronoUnit.DAYS),
            "?limit=50&until=" + Instant.now().minus(100, ChronoUnit.DAYS),
            "?limit=50&search=user55");

    for (String query : queries) {
      Duration took = fastest(query);

      System.out.printf("ManyEntriesIT: %d ms for %s%n", took.toMillis(), query);
      assertThat(took).as(query).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void allAreCountedAlsoWhereNothingIsAskedFor() {
    long counted = superuser.get("/api/v1/audit?limit=1").<Integer>path("total");

    assertThat(counted).isEqualTo(Sql.number(service, "select count(*) from audit_log"));
  }

  /** As after a vacuum of the inbox, which is empty nearly always. */
  @Test
  void whatComesAtOnceIsSealedAlsoWhereStatisticsSayThatNothingIsThere() {
    note("a few", 20_000);
    awaitSealed("a few", 20_000);
    Sql.execute(service, "vacuum (analyze, truncate false) audit_inbox");
    assertThat(
            Sql.column(
                service, "select reltuples > relpages from pg_class where relname = 'audit_inbox'"))
        .containsExactly("f");

    note("very many", 100_000);

    awaitSealed("very many", 100_000);
  }

  private static void note(String name, int count) {
    Sql.execute(
        service,
        """
        select tokenward_note_audit('token.revoked', 'done', 'token', n::text, '%s', 1, '{}')
          from generate_series(1, %d) n"""
            .formatted(name, count));
  }

  private static void awaitSealed(String name, long count) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        Sql.number(
                            service,
                            "select count(*) from audit_log where target_name = '" + name + "'"))
                    .isEqualTo(count));
  }

  /** Of some answers, because others may use the machine too. */
  private static Duration fastest(String query) {
    return IntStream.range(0, 4)
        .mapToObj(unused -> timed(query))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Duration timed(String query) {
    long begun = System.nanoTime();
    Response answer = superuser.get("/api/v1/audit" + query);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("total")).as(query).isPositive();
    return took;
  }
}
