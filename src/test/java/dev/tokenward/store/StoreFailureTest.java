package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failed statement means, whether it went through Hibernate or past it. */
class StoreFailureTest {

  @Test
  void aLostRaceForAUniqueValueIsADuplicate() {
    assertThat(StoreFailure.isDuplicate(ofClient("23505"))).isTrue();
    assertThat(StoreFailure.isDuplicate(ofHibernate("23505"))).isTrue();
    assertThat(StoreFailure.isDuplicate(ofHibernate("23503"))).isFalse();
    assertThat(StoreFailure.isDuplicate(new IllegalStateException())).isFalse();
  }

  @Test
  void aMissingTableIsAMissingSchema() {
    assertThat(StoreFailure.isMissingSchema(ofClient("42P01"))).isTrue();
    assertThat(StoreFailure.isMissingSchema(ofHibernate("42P01"))).isTrue();
    assertThat(StoreFailure.isMissingSchema(ofClient("42703"))).isFalse();
  }

  @Test
  void whoWasEndedForSomebodyElsesSakeMayTryAgain() {
    assertThat(StoreFailure.isDeadlock(ofClient("40P01"))).isTrue();
    assertThat(StoreFailure.isDeadlock(ofHibernate("40P01"))).isTrue();
    assertThat(StoreFailure.isDeadlock(ofClient("40001"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"57P01", "57P02", "57P03", "53300", "53100", "08000", "08006"})
  void aServerThatEndsOrHasNoRoomIsAnOutage(String state) {
    assertThat(StoreFailure.isOutage(ofClient(state))).isTrue();
    assertThat(StoreFailure.isOutage(ofHibernate(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22021", "22001", "40001"})
  void aStatementThatIsRefusedIsNone(String state) {
    assertThat(StoreFailure.isOutage(ofClient(state))).isFalse();
    assertThat(StoreFailure.isOutage(ofHibernate(state))).isFalse();
  }

  static Stream<Throwable> lostConnections() {
    return Stream.of(
        new IOException("reset"),
        new ConnectException("refused"),
        new TimeoutException(),
        new VertxException("Connection was closed"),
        new NoStackTraceThrowable("Timeout"),
        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
        new NoStackTraceThrowable(
            "Pending requests failed to be sent due to connection has been closed."),
        new IllegalStateException(new IOException("reset")));
  }

  @ParameterizedTest
  @MethodSource("lostConnections")
  void aLostConnectionIsAnOutage(Throwable failure) {
    assertThat(StoreFailure.isOutage(failure)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "42P01, schema not migrated yet",
    "28P01, the database refuses the user or the password",
    "28000, the database refuses the user or the password",
    "3D000, there is no such database",
    "42501, the user may not read the schema",
    "53300, no connections left",
    "57P03, the database is starting or ending",
    "XX000, no answer"
  })
  void whatIsWrongIsSaidInWordsThatTellNothingOfTheFailure(String state, String words) {
    assertThat(StoreFailure.inWords(ofClient(state))).isEqualTo(words);
    assertThat(StoreFailure.inWords(ofHibernate(state))).isEqualTo(words);
  }

  @ParameterizedTest
  @MethodSource("lostConnections")
  void aLostConnectionIsNoAnswer(Throwable failure) {
    assertThat(StoreFailure.inWords(failure)).isEqualTo("no answer");
  }

  @Test
  void aMistakeOfOursIsNone() {
    assertThat(StoreFailure.isOutage(new NullPointerException())).isFalse();
    assertThat(StoreFailure.isOutage(new SQLException("without a state"))).isFalse();
  }

  private static Throwable ofClient(String state) {
    return new IllegalStateException(new PgException("no", "ERROR", state, "detail"));
  }

  private static Throwable ofHibernate(String state) {
    return new ConstraintViolationException("no", new SQLException("no", state), "some_index");
  }
}
