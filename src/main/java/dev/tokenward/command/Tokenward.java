package dev.tokenward.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The one executable: serves when called without a subcommand. */
@QuarkusMain
@Command(
    name = "tokenward",
    description = "Issues, verifies and revokes personal access tokens.",
    footer = {
      "",
      "Without a subcommand the service starts. Settings come from the environment and from the file"
          + " .env in the working directory; docs/configuration.md lists them.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 audit verify found a change."
    },
    subcommands = {
      MigrateCommand.class,
      UserCommand.class,
      TokenCommand.class,
      ClientCommand.class,
      AuditCommand.class,
      RecipeCommand.class
    })
public final class Tokenward implements Callable<Integer> {

  Tokenward() {}

  /**
   * Starts the service, or runs a subcommand, and ends the process with its exit code.
   *
   * @param arguments as typed
   */
  public static void main(String... arguments) {
    System.exit(arguments.length == 0 ? serve() : commandLine().execute(arguments));
  }

  /** Past picocli, whose classes are too old for an archive: each start would parse them anew. */
  private static int serve() {
    try {
      return Launch.service();
    } catch (RuntimeException failure) {
      System.err.println("tokenward: " + Failures.line(failure));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  static CommandLine commandLine() {
    Charset terminal = Charset.defaultCharset();
    CommandLine command = new CommandLine(new Tokenward());
    addHelp(command);
    return command
        .setOut(new PrintWriter(System.out, true, terminal))
        .setErr(new PrintWriter(System.err, true, terminal))
        .setExecutionExceptionHandler(Failures::report);
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
    command.getSubcommands().values().forEach(Tokenward::addHelp);
  }

  @Override
  public Integer call() {
    return serve();
  }
}
