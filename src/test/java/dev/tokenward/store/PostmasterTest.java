package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file of a PostgreSQL server tells of it. */
class PostmasterTest {

  @TempDir private Path cluster;

  @Test
  void aServerThatIsReadyHasAllLines() throws IOException {
    write("4711\n/data/cluster\n1795512900\n36797\n\n127.0.0.1\n  123 456\nready   \n");

    assertThat(Postmaster.of(cluster)).contains(new Postmaster(4711, 36797, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4711",
        "4711\n/data\n1795512900",
        "4711\n/data\n1795512900\nx\n",
      })
  void aServerThatStartsHasNoPortYet(String lines) throws IOException {
    write(lines);

    assertThat(Postmaster.of(cluster)).contains(new Postmaster(4711, 0, false));
  }

  @Test
  void aServerThatStopsIsNotReady() throws IOException {
    write("4711\n/data\n1795512900\n36797\n\n127.0.0.1\n 123\nstopping\n");

    assertThat(Postmaster.of(cluster)).contains(new Postmaster(4711, 36797, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "x", "-4711", "99999999999999"})
  void aFileWithoutAProcessIsNone(String lines) throws IOException {
    write(lines);

    assertThat(Postmaster.of(cluster)).isEmpty();
  }

  @Test
  void withoutAFileThereIsNone() {
    assertThat(Postmaster.of(cluster)).isEmpty();
  }

  @Test
  void aLivingProcessIsTheServerOnlyIfItWorksInTheCluster() {
    Postmaster thisProcess = new Postmaster(ProcessHandle.current().pid(), 0, true);

    assertThat(thisProcess.isAliveIn(Path.of("").toAbsolutePath())).isTrue();
    assertThat(thisProcess.isAliveIn(cluster)).isFalse();
    assertThat(new Postmaster(4_194_304_000L, 0, true).isAliveIn(cluster)).isFalse();
  }

  private void write(String lines) throws IOException {
    Files.writeString(Postmaster.pidFile(cluster), lines);
  }
}
