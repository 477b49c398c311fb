package dev.tokenward.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The database's files and the server on them. Only the process that holds the data directory's
 * lock may use this.
 */
final class Cluster {

  static final String USER = "tokenward";
  static final String DATABASE = "tokenward";

  private static final int MOST_ATTEMPTS = 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final String SETTINGS_FILE = "tokenward.conf";

  /** Only this machine can connect, and what was answered as written is on disk. */
  private static final String SETTINGS =
      """
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      password_encryption = 'scram-sha-256'
      fsync = on
      synchronous_commit = on
      full_page_writes = on
      logging_collector = on
      log_directory = '../log'
      log_filename = 'postgresql-%%a.log'
      log_file_mode = 0600
      log_rotation_age = 1d
      log_rotation_size = 0
      log_truncate_on_rotation = on
      log_parameter_max_length = 0
      log_parameter_max_length_on_error = 0
      log_min_error_statement = panic
      """;

  private final DataDirectory directory;
  private final PostgresProgram program;

  Cluster(DataDirectory directory, PostgresProgram program) {
    this.directory = directory;
    this.program = program;
  }

  /** Starts the server, on a new cluster if there is none, and gives its port. */
  int start() {
    if (Files.isDirectory(directory.cluster())) {
      refuseOtherVersion();
      clearAwayLeftOvers();
    } else {
      create();
    }
    return startServer(Cluster::freePort);
  }

  /** Whether the server's process lives. */
  boolean isRunning() {
    return Postmaster.of(directory.cluster())
        .filter(server -> server.isAliveIn(directory.cluster()))
        .isPresent();
  }

  /** Starts the server after it has ended, on the port where its clients know it. */
  void startAgain(int port) {
    clearAwayLeftOvers();
    startServer(() -> port);
  }

  /** Stops the server once those who are connected have been cut off; blocks until it has ended. */
  void stop() {
    program.run("pg_ctl", "", "stop", "-D", "cluster", "-m", "fast", "-w", "-t", "60");
  }

  private void create() {
    Path unfinished = directory.path().resolve("cluster.new");
    try {
      PrivateFiles.delete(unfinished);
      PrivateFiles.write(directory.passwordFile(), newPassword());
      initialise(unfinished);
      Files.writeString(
          unfinished.resolve("postgresql.conf"),
          "include '" + SETTINGS_FILE + "'\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
      PrivateFiles.publish(unfinished, directory.cluster());
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "A new database could not be made in " + directory.path() + ": " + failed, failed);
    }
  }

  private void initialise(Path unfinished) {
    String cluster = unfinished.getFileName().toString();
    mustBeWell(
        program.run(
            "initdb",
            "",
            "--pgdata=" + cluster,
            "--username=" + USER,
            "--auth=scram-sha-256",
            "--pwfile=password",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions"));
    mustBeWell(
        program.run(
            "postgres",
            "create database " + DATABASE + "\n",
            "--single",
            "-D",
            cluster,
            "postgres"));
  }

  private int startServer(IntSupplier ports) {
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      writeSettings(port);
      PostgresProgram.Ended ended =
          program.run(
              "pg_ctl", "", "start", "-D", "cluster", "-l", "log/start.log", "-w", "-t", "120");
      if (ended.well()) {
        return port;
      }
      String log = startLog();
      if (attempt == MOST_ATTEMPTS || !passes(log)) {
        throw new EmbeddedPostgresException(
            "The embedded PostgreSQL did not start: "
                + new PostgresProgram.Ended(1, log).lastLine()
                + " (more in "
                + directory.path().resolve("log")
                + ")");
      }
      pause();
    }
  }

  /**
   * Whether trying again helps: somebody took the port, or a killed server's children still end.
   */
  private static boolean passes(String log) {
    return log.contains("could not create any TCP/IP sockets")
        || log.contains("pre-existing shared memory block");
  }

  private void writeSettings(int port) {
    try {
      Files.deleteIfExists(directory.path().resolve("log").resolve("start.log"));
      PrivateFiles.write(directory.cluster().resolve(SETTINGS_FILE), SETTINGS.formatted(port));
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The database's settings could not be written: " + failed, failed);
    }
  }

  private String startLog() {
    try {
      return Files.readString(directory.path().resolve("log").resolve("start.log"));
    } catch (IOException unreadable) {
      return "";
    }
  }

  /**
   * After a crash of the service its server may still run, or its file name a stranger's process.
   */
  private void clearAwayLeftOvers() {
    Optional<Postmaster> left = Postmaster.of(directory.cluster());
    if (left.isPresent() && left.get().isAliveIn(directory.cluster())) {
      stop();
    }
    try {
      Files.deleteIfExists(Postmaster.pidFile(directory.cluster()));
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "A left-over of the last run could not be removed: " + failed, failed);
    }
  }

  private void refuseOtherVersion() {
    String found = majorVersionOfFiles();
    String ours = program.run("postgres", "", "--version").output();
    if (!ours.matches("(?s).*\\b" + found + "\\..*")) {
      throw new EmbeddedPostgresException(
          "The database in "
              + directory.path()
              + " was made by PostgreSQL "
              + found
              + ", but this version of Tokenward carries "
              + ours.strip()
              + ". Move the data with the steps in docs/operations.md.");
    }
  }

  private String majorVersionOfFiles() {
    try {
      return Files.readString(directory.cluster().resolve("PG_VERSION")).strip();
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The directory "
              + directory.cluster()
              + " holds no PostgreSQL database. Remove it if"
              + " nothing in it matters, or set TOKENWARD_DATA_DIR to another directory.",
          failed);
    }
  }

  private void mustBeWell(PostgresProgram.Ended ended) {
    if (!ended.well()) {
      throw new EmbeddedPostgresException(
          "A new database could not be made in "
              + directory.path()
              + ": "
              + ended.lastLine()
              + hintForRoot(ended));
    }
  }

  private static String hintForRoot(PostgresProgram.Ended ended) {
    return ended.output().contains("unshare")
        ? ". PostgreSQL does not run as root, and this system lets root become nobody else: start"
            + " Tokenward as another user, or set QUARKUS_DATASOURCE_REACTIVE_URL to a database."
        : "";
  }

  private static String newPassword() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random) + "\n";
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("The start was interrupted.", interrupted);
    }
  }
}
