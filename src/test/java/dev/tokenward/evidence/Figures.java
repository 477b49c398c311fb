package dev.tokenward.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long something took in many rounds: one line of a table of {@code bench/revocation}'s. */
final class Figures {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("tokenward.directory", "target"));

  private final List<Double> millis = new ArrayList<>();

  void add(Duration one) {
    millis.add(one.toNanos() / 1e6);
  }

  /** Appends them to the table of this build. */
  void write(String what, Duration bound) {
    String line =
        String.format(
            Locale.ROOT,
            "%-62s %6d %8.1f %8.1f %8.1f %8d%n",
            what,
            millis.size(),
            percentile(0.50),
            percentile(0.99),
            percentile(1),
            bound.toMillis());
    append("revocation.txt", line);
  }

  /** Appends how long it took until all was well again. */
  static void ofRecovery(String what, Duration recovery) {
    append("recovery.txt", String.format(Locale.ROOT, "%-40s %8d ms%n", what, recovery.toMillis()));
  }

  /** Appends how often something happened. */
  static void ofCount(String what, int count) {
    append("recovery.txt", String.format(Locale.ROOT, "%-40s %8d%n", what, count));
  }

  /** Appends how many bytes replicas held of a kind, at the beginning and at the end. */
  static void ofMemory(String kind, List<Double> before, List<Double> after) {
    for (int i = 0; i < before.size(); i++) {
      String what = "%s of replica %d".formatted(kind, i + 1);
      double first = before.get(i) / 1e6;
      double last = after.get(i) / 1e6;
      append(
          "recovery.txt",
          String.format(
              Locale.ROOT, "%-40s %8.0f MB at first, %.0f MB at last%n", what, first, last));
    }
  }

  private static void append(String file, String line) {
    try {
      Files.writeString(
          DIRECTORY.resolve(file),
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The smallest value that so large a part of all does not exceed. */
  private double percentile(double part) {
    List<Double> sorted = millis.stream().sorted().toList();
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
