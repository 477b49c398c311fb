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

  private Program() {}

  /** The directory that the build writes to. */
  static Path buildDirectory() {
    return Path.of(property("tokenward.directory", "target")).toAbsolutePath();
  }

  /** A process that is yet to be started, with a clean environment. */
  static ProcessBuilder process(Map<String, String> environment, List<String> arguments) {
    List<String> line = new ArrayList<>(beginning());
    line.addAll(arguments);
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

  private static List<String> beginning() {
    String executable = property("tokenward.executable", "");
    if (!executable.isEmpty()) {
      return List.of(Path.of(executable).toAbsolutePath().toString());
    }
    String jar = buildDirectory().resolve("quarkus-app/quarkus-run.jar").toString();
    String agent = property("tokenward.jacoco.agent", "");
    return Stream.of(property("tokenward.java", "java"), agent, "-Xmx256m", "-jar", jar)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
