package dev.tokenward.command;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.quarkus.runtime.QuarkusBindException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says in one line why a start or a command failed. */
final class Failures {

  private Failures() {}

  /** For picocli: prints the line and gives the exit code. */
  static int report(Exception failure, CommandLine command, ParseResult arguments) {
    command.getErr().println("tokenward: " + line(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** For Quarkus, whose start failed after the settings had been checked. */
  static String startFailed(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      if (cause instanceof QuarkusBindException taken) {
        return "The port "
            + taken.getPort()
            + " is in use by another program. Stop it, or set"
            + " QUARKUS_HTTP_PORT to another port.";
      }
      cause = cause.getCause();
    }
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "The service did not start: " + cause.getClass().getSimpleName() + ": " + what;
  }

  static String line(Exception failure) {
    if (failure instanceof ProblemException refused) {
      return sentence(refused.problem());
    }
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }

  private static String sentence(Problem problem) {
    if (problem instanceof Problem.Invalid invalid) {
      return invalid.fields().values().stream()
          .flatMap(List::stream)
          .collect(Collectors.joining(" "));
    }
    if (problem instanceof Problem.NotFound notFound) {
      return notFound.message();
    }
    return problem instanceof Problem.Conflict conflict
        ? conflict.message()
        : "The command was refused: " + problem.getClass().getSimpleName() + ".";
  }
}
