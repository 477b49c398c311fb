package dev.tokenward.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The packaged service as something to run: the jar under a JVM, or the native executable. */
final class Program {

  /** What a process inherits of the tests' environment. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  /**
   * Where coverage is measured many services are started and live briefly, so that the optimizing
   * compiler costs more than it saves. All other runs have both compilers.
   */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private Program() {}

  /** The directory that the build writes to. */
  static Path buildDirectory() {
    return Path.of(property("tokenward.directory", "target")).toAbsolutePath();
  }

  /** Whether the program under test brings a PostgreSQL of its own: the native one does not. */
  static boolean carriesDatabase() {
    return executable().isEmpty();
  }

  /** A process that is yet to be started, with a clean environment. */
  static ProcessBuilder process(Map<String, String> environment, List<String> arguments) {
    return process(List.of(), environment, Stream.concat(beginning(), arguments.stream()));
  }

  /**
   * A process of a copy of the packaged application, started by another program, which may make it
   * another user's.
   */
  static ProcessBuilder copy(Path jar, List<String> starter, Map<String, String> environment) {
    return process(
        starter,
        environment,
        Stream.of(property("tokenward.java", "java"), "-Xmx256m", "-jar", jar.toString()));
  }

  /** A process of whatever a line says, in the same clean environment. */
  static ProcessBuilder line(List<String> words, Map<String, String> environment) {
    return process(List.of(), environment, words.stream());
  }

  /** A process of the packaged application, started by another program. */
  static ProcessBuilder startedBy(List<String> starter, Map<String, String> environment) {
    return process(starter, environment, beginning());
  }

  private static ProcessBuilder process(
      List<String> starter, Map<String, String> environment, Stream<String> program) {
    List<String> line = new ArrayList<>(starter);
    program.forEach(line::add);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    return builder;
  }

  /** A system property; Maven passes those that are not set as blank. */
  static String property(String name, String otherwise) {
    String value = System.getProperty(name, "");
    return value.isBlank() ? otherwise : value;
  }

  private static String executable() {
    return property("tokenward.executable", "");
  }

  /** The directory with the packaged application. */
  static Path application() {
    return buildDirectory().resolve("quarkus-app");
  }

  private static Stream<String> beginning() {
    if (!executable().isEmpty()) {
      return Stream.of(Path.of(executable()).toAbsolutePath().toString());
    }
    String jar = application().resolve("quarkus-run.jar").toString();
    String agent = property("tokenward.jacoco.agent", "");
    Stream<String> measured = agent.isEmpty() ? Stream.of() : Stream.of(agent, QUICK_START);
    return Stream.of(
            Stream.of(property("tokenward.java", "java")),
            measured,
            Stream.of("-Xmx256m", "-jar", jar))
        .flatMap(words -> words);
  }
}
