package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Command;

/** How a start or a command says no. */
final class Refusal {

  private Refusal() {}

  /** Exit code 1, nothing on standard output, exactly this line on standard error. */
  static void isExactly(Command.Result result, String line) {
    assertThat(theOneLine(result)).isEqualTo("tokenward: " + line);
  }

  /** Exit code 1, nothing on standard output, one line on standard error, which this gives. */
  static String theOneLine(Command.Result result) {
    assertThat(result.standardError().lines()).hasSize(1);
    assertThat(result.standardOutput()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
    return result.standardError().strip();
  }
}
