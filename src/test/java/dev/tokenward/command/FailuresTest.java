package dev.tokenward.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator reads when a start or a command fails. */
class FailuresTest {

  @ParameterizedTest
  @MethodSource
  void whoWaitedInVainIsToldToLookAtTheDatabase(Exception waited) {
    String line = Failures.startFailed(new IllegalStateException(waited));

    assertThat(line)
        .startsWith("The database did not answer in time. Check QUARKUS_DATASOURCE_REACTIVE_URL")
        .doesNotContain("null");
  }

  static Stream<Exception> whoWaitedInVainIsToldToLookAtTheDatabase() {
    return Stream.of(new TimeoutException(), new io.smallrye.mutiny.TimeoutException());
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Exception missing = new NoSuchFileException("/certificates/tls.crt");

    assertThat(Failures.startFailed(new IllegalStateException(missing)))
        .startsWith("The file /certificates/tls.crt, which a setting names, does not exist");
  }

  @Test
  void anythingElseIsNamed() {
    Exception other = new IllegalStateException("two beans fit");

    assertThat(Failures.startFailed(new RuntimeException("it broke", other)))
        .isEqualTo("The service did not start: IllegalStateException: two beans fit");
  }
}
