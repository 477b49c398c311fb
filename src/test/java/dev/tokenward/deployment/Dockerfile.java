package dev.tokenward.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The recipe of an image.
 *
 * @param name of the file
 * @param stages in the order written; the last is the image
 */
record Dockerfile(String name, List<Stage> stages) {

  static final Path DIRECTORY = Path.of("deploy", "docker");

  /** Whom the images run as; a number, so that Kubernetes sees that it is not root. */
  static final long USER = 10001;

  private static final List<String> KNOWN =
      List.of("FROM", "WORKDIR", "COPY", "RUN", "LABEL", "ENV", "USER", "EXPOSE", "ENTRYPOINT");

  /**
   * An instruction.
   *
   * @param word such as {@code COPY}
   * @param rest of the line
   */
  record Instruction(String word, String rest) {

    /** The rest in the form of a list. */
    List<String> list() {
      try {
        return List.of(new ObjectMapper().readValue(rest, String[].class));
      } catch (JsonProcessingException mistake) {
        throw new IllegalArgumentException("Not a list: " + rest, mistake);
      }
    }

    /** What the words of the rest are that are no options. */
    List<String> words() {
      return Stream.of(rest.split("\\s+")).filter(part -> !part.startsWith("--")).toList();
    }

    /** The value of an option such as {@code --from}; empty without it. */
    String option(String option) {
      return Stream.of(rest.split("\\s+"))
          .filter(part -> part.startsWith(option + "="))
          .map(part -> part.substring(option.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  /**
   * A part that begins with FROM.
   *
   * @param base what it starts from
   * @param name its own; empty where it has none
   * @param instructions after FROM
   */
  record Stage(String base, String name, List<Instruction> instructions) {

    List<Instruction> all(String word) {
      return instructions.stream().filter(instruction -> instruction.word().equals(word)).toList();
    }

    Instruction only(String word) {
      List<Instruction> found = all(word);
      if (found.size() != 1) {
        throw new IllegalStateException("Not one " + word + " but " + found.size());
      }
      return found.get(0);
    }
  }

  static List<Dockerfile> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("Dockerfile"))
          .sorted()
          .map(Dockerfile::read)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Dockerfile named(String name) {
    return read(DIRECTORY.resolve(name));
  }

  Stage image() {
    return stages.get(stages.size() - 1);
  }

  Stage stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }

  /** Every instruction of every stage. */
  Stream<Instruction> instructions() {
    return stages.stream().flatMap(stage -> stage.instructions().stream());
  }

  @Override
  public String toString() {
    return name;
  }

  private static Dockerfile read(Path file) {
    try {
      String joined = Files.readString(file).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n", " ");
      List<Stage> stages = new ArrayList<>();
      joined
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> add(line, stages));
      return new Dockerfile(file.getFileName().toString(), stages);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void add(String line, List<Stage> stages) {
    String[] parts = line.split("\\s+", 2);
    if (!KNOWN.contains(parts[0])) {
      throw new IllegalArgumentException("Not an instruction that is used here: " + line);
    }
    if (parts[0].equals("FROM")) {
      String[] from = parts[1].split("(?i)\\s+as\\s+", 2);
      String name = from.length > 1 ? from[1].toLowerCase(Locale.ROOT) : "";
      stages.add(new Stage(from[0], name, new ArrayList<>()));
    } else {
      stages.get(stages.size() - 1).instructions().add(new Instruction(parts[0], parts[1]));
    }
  }
}
