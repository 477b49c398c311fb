package dev.tokenward.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a cluster as its file {@code postmaster.pid} tells of it.
 *
 * @param pid its process number, perhaps of a process that is long gone
 * @param port where it listens; 0 while it does not yet
 * @param ready whether it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {

  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  static Path pidFile(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** Reads the file; empty when there is none or it is being written. */
  static Optional<Postmaster> of(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(pidFile(cluster), StandardCharsets.UTF_8);
      return line(lines, PID_LINE)
          .filter(pid -> pid.matches("[0-9]{1,10}"))
          .map(pid -> new Postmaster(Long.parseLong(pid), port(lines), isReady(lines)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The file " + pidFile(cluster) + " can't be read: " + failed, failed);
    }
  }

  /**
   * Whether the process lives and is this cluster's server: its number may have passed to another
   * program since, but a server works in its cluster's directory.
   */
  boolean isAliveIn(Path cluster) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), cluster);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private static int port(List<String> lines) {
    return line(lines, PORT_LINE)
        .filter(port -> port.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  private static boolean isReady(List<String> lines) {
    return line(lines, STATUS_LINE).filter("ready"::equals).isPresent();
  }

  private static Optional<String> line(List<String> lines, int number) {
    return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
  }
}
