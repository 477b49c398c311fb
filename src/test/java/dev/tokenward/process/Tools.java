package dev.tokenward.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests need. */
public final class Tools {

  private static final int PATIENCE_SECONDS = 60;

  private Tools() {}

  /**
   * Skips the test, with the reason, when something is missing; fails it where the environment says
   * {@code TOKENWARD_REQUIRE_TOOLS=1}.
   *
   * @param present whether it is there
   * @param what is needed
   */
  public static void require(boolean present, String what) {
    String reason = "This machine lacks what the test needs: " + what;
    if ("1".equals(System.getenv("TOKENWARD_REQUIRE_TOOLS"))) {
      Assertions.assertTrue(present, reason);
    }
    Assumptions.assumeTrue(present, reason);
  }

  /**
   * Whether something is there without which a part of a test is left out; fails the test where it
   * is not and the environment says {@code TOKENWARD_REQUIRE_TOOLS=1}.
   *
   * @param present whether it is there
   * @param what is needed
   * @return {@code present}
   */
  public static boolean have(boolean present, String what) {
    if (!present && "1".equals(System.getenv("TOKENWARD_REQUIRE_TOOLS"))) {
      Assertions.fail("This machine lacks what a part of the test needs: " + what);
    }
    return present;
  }

  /**
   * Whether the tests run as root, who may become anybody.
   *
   * @return true for root
   */
  public static boolean areRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * Does something that only one of the JVMs that test the same build may do at a time, such as to
   * install what all of them use.
   *
   * @param name of what is done; the build directory gets a file of that name
   * @param what is done while all others wait
   * @return what it returns
   */
  public static synchronized <T> T oneAtATime(String name, Supplier<T> what) {
    Path file = Program.buildDirectory().resolve(name + ".lock");
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        FileLock lock = channel.lock()) {
      Objects.requireNonNull(lock);
      return what.get();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param line the program and its arguments
   * @return what it printed
   * @throws IllegalStateException when it fails or does not end within a minute
   */
  public static String run(String... line) {
    try {
      Path output = Files.createTempFile("tool", ".out");
      try {
        Process process =
            new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IllegalStateException("The program " + line[0] + " failed: " + printed);
        }
        return printed;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + line[0], interrupted);
    }
  }
}
