package dev.tokenward.command;

import dev.tokenward.config.UnusableSettingException;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says in one line why a start or a command failed. */
final class Failures {

  /** No connection, no entry, no such database. */
  private static final Pattern UNREACHABLE = Pattern.compile("(08|28|3D).*");

  private static final String WHAT_TO_CHECK =
      " Check QUARKUS_DATASOURCE_REACTIVE_URL, QUARKUS_DATASOURCE_USERNAME and"
          + " QUARKUS_DATASOURCE_PASSWORD.";

  private Failures() {}

  /** For picocli: prints the line and gives the exit code. */
  static int report(Exception failure, CommandLine command, ParseResult arguments) {
    command.getErr().println("tokenward: " + line(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** For Quarkus, whose start failed after the settings had been checked. */
  static String startFailed(Throwable failure) {
    Throwable cause = failure;
    while (true) {
      if (cause instanceof QuarkusBindException taken) {
        return "The port "
            + taken.getPort()
            + " is in use by another program. Stop it, or set"
            + " QUARKUS_HTTP_PORT to another port.";
      }
      if (cause instanceof SQLException refused) {
        return databaseFailed(refused);
      }
      if (cause instanceof UnusableSettingException unusable) {
        return firstLine(unusable);
      }
      if (cause instanceof ConfigValidationException invalid) {
        return "A setting is wrong: " + invalid.getProblem(0).getMessage();
      }
      if (cause instanceof NoSuchFileException missing) {
        return "The file "
            + missing.getFile()
            + ", which a setting names, does not exist or may not be seen. Correct the setting, or"
            + " put the file there.";
      }
      if (ranOutOfTime(cause)) {
        return "The database did not answer in time." + WHAT_TO_CHECK;
      }
      if (cause.getCause() == null) {
        return "The service did not start: " + named(cause);
      }
      cause = cause.getCause();
    }
  }

  /** What waits in vain when a service starts, or a command is run, waits for the database. */
  private static boolean ranOutOfTime(Throwable cause) {
    return cause instanceof TimeoutException
        || cause instanceof io.smallrye.mutiny.TimeoutException;
  }

  private static String databaseFailed(SQLException failure) {
    @Nullable Throwable cause = failure.getCause();
    String why = cause == null ? "" : " (" + named(cause) + ")";
    String said = firstLine(failure);
    boolean unreachable = UNREACHABLE.matcher(String.valueOf(failure.getSQLState())).matches();
    return "The database could not be used: "
        + said
        + why
        + (said.endsWith(".") && why.isEmpty() ? "" : ".")
        + (unreachable ? WHAT_TO_CHECK : "");
  }

  private static String named(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + firstLine(failure);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
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
