package dev.tokenward.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A running service in a process of its own. It ends when it is closed, and at the latest together
 * with the tests' JVM.
 */
public final class Service implements AutoCloseable {

  /** A start takes seconds, and many times as long where others need the machine. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Set<Service> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Service::closeAll, "services-end"));
  }

  private final ProcessBuilder program;
  private final Process process;
  private final Path output;
  private final URI baseUri;
  private final Map<String, String> environment;
  private final Optional<Path> temporary;
  private final Optional<OwnDatabase> database;
  private final boolean outputIsKept;

  private Service(
      ProcessBuilder program,
      Process process,
      Path output,
      boolean outputIsKept,
      URI baseUri,
      Map<String, String> environment,
      Optional<Path> temporary,
      Optional<OwnDatabase> database) {
    this.program = program;
    this.process = process;
    this.output = output;
    this.outputIsKept = outputIsKept;
    this.baseUri = baseUri;
    this.environment = environment;
    this.temporary = temporary;
    this.database = database;
  }

  /**
   * Prepares a service.
   *
   * @return a builder whose service has data without users, makes an administrator with a random
   *     password, and spends as little on the hash of a password as can be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where it listens.
   *
   * @return for instance {@code http://localhost:41234}, without a path
   */
  public URI baseUri() {
    return baseUri;
  }

  /**
   * Who may do everything.
   *
   * @return the name of the first administrator
   */
  public String adminUsername() {
    return environment.getOrDefault("TOKENWARD_ADMIN_USERNAME", "admin");
  }

  /**
   * The administrator's password.
   *
   * @return what the environment of the process says; wrong for data that an earlier service made
   *     with another one
   */
  public String adminPassword() {
    return environment.getOrDefault("TOKENWARD_ADMIN_PASSWORD", "");
  }

  /**
   * What it printed.
   *
   * @return standard output and standard error so far, in the order written
   */
  public String output() {
    return read(output);
  }

  /**
   * The process.
   *
   * @return its number
   */
  public long pid() {
    return process.pid();
  }

  /**
   * What the kernel says that it holds.
   *
   * @param key a line of {@code /proc/PID/status}, such as {@code VmRSS}
   * @return kilobytes
   */
  public int kilobytes(String key) {
    Path status = Path.of("/proc", Long.toString(pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Whether the program under test brings a PostgreSQL of its own.
   *
   * @return false for the native executable
   */
  public static boolean carriesDatabase() {
    return Program.carriesDatabase();
  }

  /**
   * Copies the packaged application, so that a user who may not read the build's directory can run
   * it.
   *
   * @param directory does not exist yet
   * @return the copy's {@code quarkus-run.jar}
   */
  public static Path copyOfProgram(Path directory) {
    Tools.run("cp", "-r", Program.application().toString(), directory.toString());
    return directory.resolve("quarkus-run.jar");
  }

  /**
   * Runs a subcommand on the data of this service, which may be running or not.
   *
   * @param standardInput what the command can read before its input ends
   * @param arguments the subcommand and its options
   * @return what came of it
   */
  public Command.Result command(String standardInput, String... arguments) {
    return commandWith(Map.of(), standardInput, arguments);
  }

  /**
   * The same with settings that the service does not have.
   *
   * @param more environment variables for the command alone
   * @param standardInput what the command can read before its input ends
   * @param arguments the subcommand and its options
   * @return what came of it
   */
  public Command.Result commandWith(
      Map<String, String> more, String standardInput, String... arguments) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.keySet().removeIf(key -> key.startsWith("TOKENWARD_ADMIN"));
    settings.putAll(more);
    return Command.run(settings, standardInput, arguments);
  }

  /**
   * Asks it to end and waits until it has.
   *
   * @return the exit code
   */
  public int terminate() {
    process.destroy();
    return ended();
  }

  /**
   * Sends a signal to the process, and does not wait.
   *
   * @param name such as {@code INT}
   */
  public void signal(String name) {
    Signals.send(name, List.of(pid()));
  }

  /**
   * Waits until it has ended.
   *
   * @return the exit code
   */
  public int exitCode() {
    return ended();
  }

  /**
   * Whether it still runs.
   *
   * @return false once the process has ended
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without asking and waits until it has. */
  public void kill() {
    process.destroyForcibly();
    ended();
  }

  /**
   * Starts it once more after it has ended, on the same data and at the same port.
   *
   * @return the running service
   */
  public Service startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException("The service is still running");
    }
    RUNNING.remove(this);
    Path nextOutput = Builder.newOutputFile();
    Process next = Builder.run(program.redirectOutput(nextOutput.toFile()));
    return new Service(program, next, nextOutput, true, baseUri, environment, temporary, database)
        .when(Builder.READY);
  }

  /**
   * Where its files are.
   *
   * @return the data directory; without a cluster when the database is another server's
   */
  public Path dataDirectory() {
    return Path.of(environment.getOrDefault("TOKENWARD_DATA_DIR", "data"));
  }

  /**
   * Whether it runs a PostgreSQL of its own.
   *
   * @return false when the tests were given a database server
   */
  public boolean hasEmbeddedDatabase() {
    return !environment.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL");
  }

  /**
   * Opens its database, past the service.
   *
   * @return a new connection with all rights
   */
  public Connection connectToDatabase() {
    try {
      return hasEmbeddedDatabase()
          ? DriverManager.getConnection(
              "jdbc:postgresql://127.0.0.1:" + postmaster().get(3) + "/tokenward",
              "tokenward",
              read(dataDirectory().resolve("password")).strip())
          : DriverManager.getConnection(
              "jdbc:" + environment.get("QUARKUS_DATASOURCE_REACTIVE_URL"),
              environment.get("QUARKUS_DATASOURCE_USERNAME"),
              environment.get("QUARKUS_DATASOURCE_PASSWORD"));
    } catch (SQLException failure) {
      throw new IllegalStateException("The database of the service refuses", failure);
    }
  }

  /**
   * The process of its embedded database.
   *
   * @return alive
   */
  public ProcessHandle embeddedDatabase() {
    return ProcessHandle.of(Long.parseLong(postmaster().get(0))).orElseThrow();
  }

  private List<String> postmaster() {
    Path file = dataDirectory().resolve("cluster").resolve("postmaster.pid");
    return read(file).lines().map(String::strip).toList();
  }

  /** Ends it, if that has not happened, and removes what it left behind. */
  @Override
  public void close() {
    RUNNING.remove(this);
    if (process.isAlive()) {
      process.destroy();
      if (!hasEnded()) {
        kill();
      }
    }
    if (!outputIsKept) {
      delete(output);
    }
    temporary.ifPresent(Service::delete);
    database.ifPresent(OwnDatabase::close);
  }

  private Service when(String path) {
    RUNNING.add(this);
    try {
      await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> answers(path));
      return this;
    } catch (ConditionTimeoutException | IllegalStateException notStarted) {
      String printed = output();
      close();
      throw new IllegalStateException("The service did not start:\n" + printed, notStarted);
    }
  }

  private boolean answers(String path) throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The process ended with " + process.exitValue());
    }
    HttpRequest request = HttpRequest.newBuilder(baseUri.resolve(path)).timeout(ANSWER).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private int ended() {
    if (!hasEnded()) {
      throw new IllegalStateException("The service does not end:\n" + output());
    }
    return process.exitValue();
  }

  private boolean hasEnded() {
    try {
      return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void closeAll() {
    List.copyOf(RUNNING).forEach(Service::close);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path directory) {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Says how a service is to be started. */
  public static final class Builder {

    private static final String READY = "/q/health/ready";

    /** The least: what the passwords of tests cost is most of what many of them would do. */
    private static final String CHEAP_ROUNDS = "4";

    private final Map<String, String> given = new HashMap<>();
    private final Set<String> absent = new HashSet<>();
    private List<String> starter = List.of();
    private String host = "localhost";
    private Optional<Path> copy = Optional.empty();
    private Optional<List<String>> line = Optional.empty();
    private boolean outputIsKept = true;
    private String startedPath = READY;
    private Optional<Path> dataDirectory = Optional.empty();
    private Optional<Path> workingDirectory = Optional.empty();
    private boolean databaseOfItsOwn = true;

    private Builder() {}

    /**
     * Keeps the data where the test wants them. They are not deleted when the service is closed.
     *
     * @param directory need not exist
     * @return this
     */
    public Builder dataDirectory(Path directory) {
      dataDirectory = Optional.of(directory.toAbsolutePath());
      return this;
    }

    /**
     * Sets an environment variable. Nothing but PATH, HOME, LANG and TMPDIR is inherited.
     *
     * @param name of the variable
     * @param value wins over what this builder would set
     * @return this
     */
    public Builder env(String name, String value) {
      given.put(name, value);
      return this;
    }

    /**
     * Sets some environment variables.
     *
     * @param variables by name
     * @return this
     */
    public Builder env(Map<String, String> variables) {
      given.putAll(variables);
      return this;
    }

    /**
     * Leaves an environment variable out that this builder would set.
     *
     * @param name of the variable
     * @return this
     */
    public Builder without(String name) {
      absent.add(name);
      return this;
    }

    /**
     * Has it started by another program that replaces itself by it, such as {@code env}.
     *
     * @param words the program and its arguments
     * @return this
     */
    public Builder startedBy(String... words) {
      starter = List.of(words);
      return this;
    }

    /**
     * Says where the tests reach it, if that is not this machine's own address.
     *
     * @param address of the network it is started in
     * @return this
     */
    public Builder reachedAt(String address) {
      host = address;
      return this;
    }

    /**
     * Starts a copy of the packaged application, which another user can read.
     *
     * @param jar the copy's {@code quarkus-run.jar}
     * @return this
     */
    public Builder copy(Path jar) {
      copy = Optional.of(jar);
      return this;
    }

    /**
     * Starts what a line says, which has to become the service.
     *
     * @param words the program and its arguments
     * @return this
     */
    public Builder line(List<String> words) {
      line = Optional.of(words);
      return this;
    }

    /**
     * Keeps what it prints out of the reports of the build, because it prints a secret. The output
     * is deleted when the service is closed.
     *
     * @return this
     */
    public Builder printingASecret() {
      outputIsKept = false;
      return this;
    }

    /**
     * Does not wait until it is ready, but only until it listens.
     *
     * @return this
     */
    public Builder notWaitingUntilReady() {
      startedPath = "/q/health/live";
      return this;
    }

    /**
     * Runs it elsewhere.
     *
     * @param directory exists
     * @return this
     */
    public Builder workingDirectory(Path directory) {
      workingDirectory = Optional.of(directory);
      return this;
    }

    /**
     * Leaves the service with its embedded database even when the tests were given a server.
     *
     * @return this
     */
    public Builder withoutDatabaseSettings() {
      databaseOfItsOwn = false;
      return this;
    }

    /**
     * Starts it and waits until it is ready, for at most five minutes.
     *
     * @return the running service
     * @throws IllegalStateException with all it printed, when it ends or does not get ready
     */
    public Service start() {
      boolean wantsDatabase =
          databaseOfItsOwn && !given.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL");
      Optional<OwnDatabase> database = wantsDatabase ? OwnDatabase.create() : Optional.empty();
      Optional<Path> temporary =
          dataDirectory.isPresent() ? Optional.empty() : Optional.of(newDirectory(database));
      Path data = dataDirectory.or(() -> temporary).orElseThrow();
      Map<String, String> environment = environment(data, database);
      Path output = outputIsKept ? newOutputFile() : newTemporaryFile();
      URI uri = URI.create("http://" + host + ":" + environment.get("QUARKUS_HTTP_PORT"));
      ProcessBuilder program = program(environment).redirectOutput(output.toFile());
      Process process = run(program);
      return new Service(
              program, process, output, outputIsKept, uri, environment, temporary, database)
          .when(startedPath);
    }

    private Map<String, String> environment(Path data, Optional<OwnDatabase> database) {
      Map<String, String> environment = new HashMap<>();
      environment.put("TOKENWARD_DATA_DIR", data.toString());
      environment.put("BCRYPT_ROUNDS", CHEAP_ROUNDS);
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
      if (!given.containsKey("TOKENWARD_ADMIN_PASSWORD")) {
        environment.put("TOKENWARD_ADMIN_PASSWORD", Secrets.newPassword());
      }
      database.map(OwnDatabase::environment).ifPresent(environment::putAll);
      environment.putAll(given);
      environment.keySet().removeAll(absent);
      return environment;
    }

    private ProcessBuilder program(Map<String, String> environment) {
      ProcessBuilder program =
          line.map(words -> Program.line(words, environment))
              .or(() -> copy.map(jar -> Program.copy(jar, starter, environment)))
              .orElseGet(() -> Program.startedBy(starter, environment))
              .redirectErrorStream(true);
      workingDirectory.ifPresent(directory -> program.directory(directory.toFile()));
      return program;
    }

    private static Process run(ProcessBuilder program) {
      try {
        return program.start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private Path newDirectory(Optional<OwnDatabase> database) {
      boolean isEmbedded =
          database.isEmpty()
              && !given.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL")
              && Program.carriesDatabase();
      if (isEmbedded) {
        return DataTemplate.copied();
      }
      try {
        return Files.createTempDirectory("tokenward-data");
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static Path newTemporaryFile() {
      try {
        return Files.createTempFile("tokenward", ".log");
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static Path newOutputFile() {
      try {
        Path directory =
            Files.createDirectories(Program.buildDirectory().resolve("service-output"));
        int number = 1;
        while (true) {
          try {
            return Files.createFile(directory.resolve(number + ".log"));
          } catch (FileAlreadyExistsException taken) {
            number++;
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
