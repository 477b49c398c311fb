package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server that is no part of the service: the one that the system properties {@code
 * tokenward.database.url}, {@code .username} and {@code .password} name, or one that tests start
 * with the programs of Debian's package and can stop.
 */
public final class PostgresServer implements AutoCloseable {

  private static final int DEFAULT_PORT = 5432;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(20);
  private static final List<Path> PROGRAMS =
      List.of(
          Path.of("/usr/lib/postgresql/15/bin"),
          Path.of("/usr/lib/postgresql/16/bin"),
          Path.of("/usr/lib/postgresql/17/bin"));

  private final String address;
  private final String username;
  private final String password;
  private final String maintenanceDatabase;
  private final Optional<Path> directory;
  private final List<String> moreAddresses;

  private PostgresServer(
      String address,
      String username,
      String password,
      String maintenanceDatabase,
      Optional<Path> directory,
      List<String> moreAddresses) {
    this.address = address;
    this.username = username;
    this.password = password;
    this.maintenanceDatabase = maintenanceDatabase;
    this.directory = directory;
    this.moreAddresses = moreAddresses;
  }

  /**
   * The server that this test run was given.
   *
   * @return nothing when none was
   */
  static Optional<PostgresServer> named() {
    String url = Program.property("tokenward.database.url", "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
    String path = uri.getPath().replaceFirst("^/", "");
    return Optional.of(
        new PostgresServer(
            uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()),
            Program.property("tokenward.database.username", "postgres"),
            Program.property("tokenward.database.password", ""),
            path.isEmpty() ? "postgres" : path,
            Optional.empty(),
            List.of()));
  }

  /**
   * The server that this test run was given, else a new one. The test is skipped, with the reason,
   * where neither can be had.
   *
   * @return a running server
   */
  public static PostgresServer namedOrStarted() {
    return named().orElseGet(PostgresServer::started);
  }

  /**
   * Starts a server that the test may stop. The test is skipped, with the reason, where the
   * programs are missing.
   *
   * @return a running server with a random password
   */
  public static PostgresServer started() {
    return started(List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * The same, with its tables on a disk that may be full; what it writes before it changes them is
   * elsewhere, so that it goes on.
   *
   * @param disk is empty
   * @return a running server with a random password
   */
  public static PostgresServer startedWithTablesOn(SmallDisk disk) {
    return started(List.of(), Optional.of(disk.directory().resolve("tables")), Optional.empty());
  }

  /**
   * The same, with the log that it writes before it changes anything on a disk that may be full, in
   * pieces of a megabyte; it can't go on without.
   *
   * @param disk is empty
   * @return a running server with a random password
   */
  public static PostgresServer startedWithLogOn(SmallDisk disk) {
    return started(List.of(), Optional.empty(), Optional.of(disk.directory().resolve("log")));
  }

  /**
   * The same, for clients that speak TLS with it and for no others.
   *
   * @return a running server with a random password and a certificate of its own
   */
  public static PostgresServer startedWithTls() {
    PostgresServer server = started();
    server.demandTls();
    server.restart();
    return server;
  }

  /**
   * What it shows to whoever speaks TLS with it.
   *
   * @return its certificate, as a file in PEM
   */
  public Path certificate() {
    return directory.orElseThrow().resolve("server.pem");
  }

  private void demandTls() {
    Path own = directory.orElseThrow();
    Path cluster = own.resolve("cluster");
    Certificate certificate = Certificate.made(own, "server");
    if (Tools.areRoot()) {
      Tools.run("chown", "postgres", certificate.chain().toString(), certificate.key().toString());
    }
    Tools.run("chmod", "755", own.toString());
    Tools.run("chmod", "600", certificate.key().toString());
    Tools.run("sed", "-i", "s/^host /hostssl /", cluster.resolve("pg_hba.conf").toString());
    try {
      Files.writeString(
          cluster.resolve("postgresql.conf"),
          "ssl = on\nssl_cert_file = '%s'\nssl_key_file = '%s'\n"
              .formatted(certificate.chain(), certificate.key()),
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The same, for clients from another network too.
   *
   * @param address of this machine in a network of four addresses
   * @return a running server with a random password
   */
  static PostgresServer startedAlsoOn(String address) {
    return started(List.of(address), Optional.empty(), Optional.empty());
  }

  private static PostgresServer started(
      List<String> addresses, Optional<Path> tables, Optional<Path> log) {
    Tools.require(programs().isPresent(), "PostgreSQL's programs (Debian's package postgresql)");
    String password = Secrets.newPassword();
    Path directory = newDirectory(password);
    PostgresServer server =
        new PostgresServer(
            "127.0.0.1:" + Ports.free(),
            "postgres",
            password,
            "postgres",
            Optional.of(directory),
            addresses);
    List<String> options = new ArrayList<>(List.of("-U", "postgres", "-A", "scram-sha-256"));
    options.add("--pwfile=" + directory.resolve("password"));
    options.add("--no-sync");
    tables.ifPresent(
        disk -> {
          link(directory.resolve("cluster"), owned(disk));
          options.add("--waldir=" + directory.resolve("log-of-changes"));
        });
    log.ifPresent(disk -> options.addAll(List.of("--waldir=" + owned(disk), "--wal-segsize=1")));
    options.addAll(List.of("-D", directory.resolve("cluster").toString()));
    run("initdb", options.toArray(String[]::new));
    server.admitOthers();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "postgres-end"));
    server.start();
    return server;
  }

  /** Starts it, again on the same port, unless it runs; waits until it answers. */
  public void start() {
    if (running().isPresent()) {
      return;
    }
    String options =
        "-F -c listen_addresses="
            + String.join(",", listening())
            + " -c unix_socket_directories='' -p "
            + port();
    Path own = directory.orElseThrow();
    run(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        own.resolve("cluster").toString(),
        "-l",
        own.resolve("log").toString(),
        "-o",
        options);
  }

  /** Starts it until it answers, where it may run, have ended, or be about to end. */
  public void startUntilItAnswers() {
    await()
        .atMost(START)
        .ignoreExceptions()
        .until(
            () -> {
              start();
              return answers();
            });
  }

  private boolean answers() throws SQLException {
    String url = "jdbc:postgresql://" + address + "/" + maintenanceDatabase;
    try (Connection connection = DriverManager.getConnection(url, username, password)) {
      return connection.isValid(1);
    }
  }

  /** Stops it, cutting off who is connected, if it was started here and runs. */
  public void stop() {
    running()
        .ifPresent(
            cluster -> run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", cluster.toString()));
  }

  /** Stops it as an administrator does who can't wait for its clients, and starts it again. */
  public void restart() {
    run("pg_ctl", "stop", "-w", "-m", "fast", "-D", running().orElseThrow().toString());
    start();
  }

  /** Kills all of its processes at once, as a machine does that runs out of memory. */
  public void kill() {
    pause();
    List<ProcessHandle> killed = processes().toList();
    killed.forEach(ProcessHandle::destroyForcibly);
    await().atMost(END).until(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Stops all of its processes where they are, so that it answers nothing and closes nothing. */
  public void pause() {
    pauseAllBut(List.of());
  }

  /**
   * Stops all of its processes but some. The first goes first, so that it begins no others.
   *
   * @param spared process numbers
   */
  public void pauseAllBut(Collection<Long> spared) {
    Signals.send("STOP", List.of(postmaster().orElseThrow().pid()));
    Signals.sendToLiving(
        "STOP", processes().map(ProcessHandle::pid).filter(pid -> !spared.contains(pid)).toList());
  }

  /** Lets it go on after a pause. */
  public void resume() {
    Signals.sendToLiving("CONT", processes().map(ProcessHandle::pid).toList());
  }

  /** Stops it and removes its files, if it was started here. */
  @Override
  public void close() {
    stop();
    directory.ifPresent(own -> Tools.run("rm", "-rf", own.toString()));
  }

  /**
   * Where it listens.
   *
   * @return host and port with a colon between
   */
  public String address() {
    return address;
  }

  /**
   * Who may make databases.
   *
   * @return the name of a user
   */
  public String username() {
    return username;
  }

  /**
   * The password of {@link #username}.
   *
   * @return a secret
   */
  public String password() {
    return password;
  }

  int port() {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  String maintenanceDatabase() {
    return maintenanceDatabase;
  }

  /** The directory of a server that was started here and runs. */
  private Optional<Path> running() {
    return postmaster().map(process -> directory.orElseThrow().resolve("cluster"));
  }

  /** Its first process; a file that a killed one left behind does not count. */
  private Optional<ProcessHandle> postmaster() {
    return directory
        .map(own -> own.resolve("cluster/postmaster.pid"))
        .filter(Files::exists)
        .map(file -> Long.valueOf(Tools.run("head", "-n", "1", file.toString()).strip()))
        .flatMap(ProcessHandle::of);
  }

  private Stream<ProcessHandle> processes() {
    return postmaster().stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()));
  }

  private List<String> listening() {
    return Stream.concat(Stream.of("127.0.0.1"), moreAddresses.stream()).toList();
  }

  private void admitOthers() {
    Path file = directory.orElseThrow().resolve("cluster/pg_hba.conf");
    try {
      for (String other : moreAddresses) {
        Files.writeString(
            file, "host all all " + other + "/30 scram-sha-256\n", StandardOpenOption.APPEND);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<Path> programs() {
    return PROGRAMS.stream().filter(Files::isDirectory).findFirst();
  }

  private static Path newDirectory(String password) {
    try {
      Path directory = Files.createTempDirectory("tokenward-postgres");
      Path file = Files.writeString(directory.resolve("password"), password + "\n");
      if (Tools.areRoot()) {
        Tools.run("chown", "postgres", directory.toString(), file.toString());
      }
      return directory;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A new directory of the user as whom PostgreSQL runs, on a disk that only root can mount. */
  private static Path owned(Path directory) {
    Tools.run("install", "-d", "-o", "postgres", "-m", "700", directory.toString());
    Tools.run("chmod", "755", directory.getParent().toString());
    return directory;
  }

  private static void link(Path from, Path to) {
    try {
      Files.createSymbolicLink(from, to);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As the user that Debian's package makes, where this is root, which PostgreSQL refuses. */
  private static void run(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    if (Tools.areRoot()) {
      line.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    line.add(programs().orElseThrow().resolve(program).toString());
    line.addAll(List.of(arguments));
    Tools.run(line.toArray(String[]::new));
  }
}
