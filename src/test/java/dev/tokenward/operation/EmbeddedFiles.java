package dev.tokenward.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the embedded database leaves in its data directory, read as an operator would.
 *
 * @param directory the data directory
 */
record EmbeddedFiles(Path directory) {

  private static final int PORT_LINE = 3;

  /** The number of the server's process, as its own file tells. */
  long server() {
    return Long.parseLong(pidFile().get(0).strip());
  }

  int port() {
    return Integer.parseInt(pidFile().get(PORT_LINE).strip());
  }

  Path cluster() {
    return directory.resolve("cluster");
  }

  /** A secret. */
  String password() {
    return read(directory.resolve("password")).strip();
  }

  /** All that the server wrote to its log. */
  String log() {
    try (Stream<Path> files = Files.list(directory.resolve("log"))) {
      return files.sorted().map(EmbeddedFiles::read).reduce("", String::concat);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Connection connect(String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/tokenward", "tokenward", password);
  }

  /** The first column of the first row. */
  String ask(String query) {
    try (Connection connection = connect(password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The server and its children. */
  List<Long> processes() {
    ProcessHandle server = ProcessHandle.of(server()).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).map(ProcessHandle::pid).toList();
  }

  /** Whether a process runs; one that has ended and waits for its parent does not. */
  static boolean isRunning(long pid) {
    try {
      Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<String> pidFile() {
    return read(cluster().resolve("postmaster.pid")).lines().toList();
  }
}
