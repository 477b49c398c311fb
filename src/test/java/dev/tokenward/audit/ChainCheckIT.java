package dev.tokenward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenward.audit.ChainReport.Broken;
import dev.tokenward.audit.ChainReport.Forgotten;
import dev.tokenward.audit.ChainReport.Intact;
import dev.tokenward.audit.ChainReport.Late;
import dev.tokenward.process.Api;
import dev.tokenward.process.Service;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the check of the chain finds that a superuser of PostgreSQL does to the log with its
 * triggers switched off.
 */
class ChainCheckIT {

  private static final String SEAL = "select * from tokenward_seal_audit(100000, true)";

  private static Service service;
  private static Pool pool;
  private static ChainCheck check;
  private static long last;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    Api api = Api.of(service);
    IntStream.range(0, 5).forEach(number -> api.createToken("Zoë's № " + number + " 🔑"));
    pool = pool();
    check = new ChainCheck(pool);
    execute(SEAL);
    execute("create table kept as select * from audit_log");
    last = number("select max(sequence) from audit_log");
    assertThat(last).isGreaterThan(5);
  }

  @AfterAll
  static void stop() {
    pool.closeAndAwait();
    service.close();
  }

  @AfterEach
  void restore() {
    execute(SEAL);
    unguarded(
        """
        truncate audit_log;
        insert into audit_log select * from kept;
        update audit_anchor set sequence = 0, hash = decode(repeat('00', 32), 'hex')""");
  }

  private static Pool pool() {
    String password = UUID.randomUUID().toString();
    String role = "auditor" + UUID.randomUUID().toString().replace("-", "");
    execute("create role %s superuser login password '%s'".formatted(role, password));
    try (Connection connection = service.connectToDatabase()) {
      String url = connection.getMetaData().getURL().replace("jdbc:", "");
      return PgBuilder.pool()
          .connectingTo(PgConnectOptions.fromUri(url).setUser(role).setPassword(password))
          .build();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void execute(String statements) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException failure) {
      throw new IllegalStateException(statements, failure);
    }
  }

  /** The service must not seal meanwhile: the two would lock the tables in another order. */
  private static void unguarded(String statements) {
    execute(
        """
        select pg_advisory_xact_lock(20833, 13);
        alter table audit_log disable trigger user;
        alter table audit_inbox disable trigger user;
        alter table audit_anchor disable trigger user;
        %s;
        alter table audit_log enable trigger user;
        alter table audit_inbox enable trigger user;
        alter table audit_anchor enable trigger user"""
            .formatted(statements));
  }

  private static String text(String query) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }

  private static long number(String query) {
    return Long.parseLong(text(query));
  }

  private static ChainLink place(long sequence) {
    return new ChainLink(
        sequence, text("select encode(hash, 'hex') from kept where sequence = " + sequence));
  }

  private static ChainReport report() {
    return report(Optional.empty());
  }

  private static ChainReport report(Optional<ChainLink> noted) {
    return check.check(noted).await().atMost(Duration.ofSeconds(30));
  }

  private static void assertBroken(ChainReport report, long sequence, String what) {
    assertThat(report)
        .asInstanceOf(type(Broken.class))
        .satisfies(broken -> assertThat(broken.sequence()).isEqualTo(sequence))
        .satisfies(broken -> assertThat(broken.what()).contains(what));
  }

  private static void assertIntact(ChainReport report, long first, long end) {
    assertThat(report)
        .asInstanceOf(type(Intact.class))
        .satisfies(intact -> assertThat(intact.anchor().sequence()).isEqualTo(first - 1))
        .satisfies(intact -> assertThat(intact.head().sequence()).isEqualTo(end));
  }

  @Test
  void whatNobodyTouchedIsIntact() {
    assertIntact(report(), 1, last);
    assertIntact(report(Optional.of(place(3))), 1, last);
    assertIntact(report(Optional.of(place(last))), 1, last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "happened_at = happened_at + interval '1 microsecond'",
        "action = 'token.revoked'",
        "outcome = 'refused'",
        "actor_kind = 'operator'",
        "actor_id = '77'",
        "actor_id = null",
        "actor_name = 'mallory'",
        "credential = 'other'",
        "address = '192.0.2.1'",
        "address = ''",
        "target_type = 'user'",
        "target_id = 'other'",
        "target_name = target_name || ' '",
        "user_id = 77",
        "details = '{}'",
        "hash = sha256('x')",
        "actor_name = '5', actor_id = actor_name",
      })
  void anEditIsFound(String edit) {
    unguarded("update audit_log set " + edit + " where sequence = 4");

    assertBroken(report(), 4, "Entry 4 ");
  }

  @Test
  void aRemovalIsFound() {
    unguarded("delete from audit_log where sequence = 3");

    assertBroken(report(), 3, "Entry 3 is missing.");
  }

  @Test
  void aRemovalIsFoundThoughTheRestIsRenumbered() {
    unguarded(
        """
        delete from audit_log where sequence = 3;
        update audit_log set sequence = sequence + 1000 where sequence > 3;
        update audit_log set sequence = sequence - 1001 where sequence > 1000""");

    assertBroken(report(), 3, "Entry 3 ");
  }

  @Test
  void aReorderingIsFound() {
    unguarded(
        """
        update audit_log set sequence = 1000 where sequence = 4;
        update audit_log set sequence = 4 where sequence = 5;
        update audit_log set sequence = 5 where sequence = 1000""");

    assertBroken(report(), 4, "Entry 4 ");
  }

  @Test
  void anInsertedEntryIsFound() {
    unguarded(
        """
        update audit_log set sequence = sequence + 1000 where sequence > 3;
        update audit_log set sequence = sequence - 999 where sequence > 1000;
        insert into audit_log select 4, happened_at, 'token.created', outcome, actor_kind, actor_id,
          actor_name, credential, address, target_type, target_id, target_name, user_id, details, hash
          from audit_log where sequence = 3""");

    assertBroken(report(), 4, "Entry 4 ");
  }

  @Test
  void aTruncatedTailIsFoundByWhatWasNotedAndOnlyByThat() {
    ChainLink noted = place(last);
    unguarded("delete from audit_log where sequence > 4");

    assertIntact(report(), 1, 4);
    assertBroken(
        report(Optional.of(noted)),
        5,
        "The log ends with entry 4, and entry %d was noted".formatted(last));
  }

  @Test
  void aTruncatedTailIsFoundByWhatWasNotedThoughOtherEntriesTookItsPlace() {
    ChainLink noted = place(last);
    unguarded("delete from audit_log where sequence >= " + last);
    execute("select tokenward_note_audit('token.created', 'done', 'token', 'x', 'x', 1, '{}')");
    execute(SEAL);

    assertIntact(report(), 1, last);
    assertBroken(report(Optional.of(noted)), last, "does not have the hash that was noted");
  }

  @Test
  void aBeginningThatRetentionDidNotRemoveIsFound() {
    unguarded(
        """
        update audit_anchor set sequence = 2, hash = (select hash from audit_log where sequence = 2);
        delete from audit_log where sequence <= 2""");

    assertBroken(report(), 2, "no entry says that retention removed them");
  }

  @Test
  void aMissingAnchorIsFound() {
    unguarded("delete from audit_anchor");

    assertBroken(report(), 1, "where the log begins is missing");

    unguarded(
        "insert into audit_anchor (sequence, hash) values (0, decode(repeat('00', 32), 'hex'))");
  }

  @Test
  void whatRetentionLeavesIsIntact() {
    prune(3);
    execute(SEAL);

    assertIntact(report(), 4, last + 1);
    assertIntact(report(Optional.of(place(3))), 4, last + 1);
    assertThat(report(Optional.of(place(2)))).isInstanceOf(Forgotten.class);
  }

  @Test
  void whatRetentionDidNotRemoveIsMissedAfterItToo() {
    prune(3);
    unguarded("delete from audit_log where sequence = 4");

    assertBroken(report(), 4, "Entry 4 is missing.");
  }

  @Test
  void retentionLeavesWhatIsYoungAndAllBehindIt() {
    assertThat(number("select tokenward_prune_audit(now() - interval '1 day', 100)")).isZero();
    String between = "(select happened_at from audit_log where sequence = 4)";

    assertThat(number("select tokenward_prune_audit(%s, 100)".formatted(between))).isEqualTo(3);

    execute(SEAL);
    assertIntact(report(), 4, last + 1);
  }

  @Test
  void anEntryOfAClockThatWasAheadGoesWithThoseAroundIt() {
    unguarded(
        "update audit_log set happened_at = happened_at + interval '5 years' where sequence = 2");
    String between = "(select happened_at from audit_log where sequence = 4)";

    assertThat(number("select tokenward_prune_audit(%s, 100)".formatted(between))).isEqualTo(3);
  }

  @Test
  void moreEntriesOfAClockThatWasAheadThanAreRemovedAtATimeGoToo() {
    unguarded(
        "update audit_log set happened_at = happened_at + interval '5 years' where sequence < 4");
    String between = "(select happened_at from audit_log where sequence = 5)";

    assertThat(number("select tokenward_prune_audit(%s, 2)".formatted(between))).isEqualTo(2);
    assertThat(number("select tokenward_prune_audit(%s, 2)".formatted(between))).isEqualTo(2);
    assertThat(number("select tokenward_prune_audit(%s, 2)".formatted(between))).isZero();
    assertThat(number("select min(sequence) from audit_log")).isEqualTo(5);
  }

  @Test
  void anEntryOfAClockThatWasAheadTakesNothingYoungWithIt() {
    unguarded(
        "update audit_log set happened_at = happened_at + interval '5 years' where sequence = 4");
    String between = "(select happened_at from audit_log where sequence = 3)";

    assertThat(number("select tokenward_prune_audit(%s, 100)".formatted(between))).isEqualTo(2);
    assertThat(number("select tokenward_prune_audit(%s, 1)".formatted(between))).isZero();
  }

  private static void prune(int entries) {
    assertThat(
            number("select tokenward_prune_audit(now() + interval '1 day', %d)".formatted(entries)))
        .isEqualTo(entries);
  }

  @Test
  void whatLiesUnsealedForLongIsTold() throws SQLException {
    try (Connection other = service.connectToDatabase();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(20833, 13)");
      execute("select tokenward_note_audit('token.created', 'done', 'token', 'x', 'x', 1, '{}')");
      assertThat(report())
          .asInstanceOf(type(Intact.class))
          .satisfies(intact -> assertThat(intact.unsealed()).isEqualTo(1));

      execute(
          """
          alter table audit_inbox disable trigger user;
          update audit_inbox set happened_at = happened_at - interval '11 minutes';
          alter table audit_inbox enable trigger user""");

      assertThat(report())
          .asInstanceOf(type(Late.class))
          .satisfies(late -> assertThat(late.unsealed()).isEqualTo(1));
    }
  }

  @Test
  void manyWhoSealAtTheSameTimeMakeOneChain() {
    long each = 50;
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            unused -> {
              for (int i = 0; i < each; i++) {
                execute(
                    "select tokenward_note_audit('token.created', 'done', 'token', 'x', 'x', 1, '{}')");
                execute("select * from tokenward_seal_audit(3, %s)".formatted(i % 2 == 0));
              }
            });
    execute(SEAL);

    assertIntact(report(), 1, last + 8 * each);
  }

  @Test
  void aLogOfSeveralPagesIsChecked() {
    execute(
        """
        select tokenward_note_audit('token.created', 'done', 'token', n::text, 'x', 1, '{}')
          from generate_series(1, 2500) n""");
    execute(SEAL);

    assertIntact(report(), 1, last + 2500);
    unguarded("update audit_log set target_id = 'y' where sequence = 2222");
    assertBroken(report(), 2222, "Entry 2222 ");
  }
}
