package dev.tokenward.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about tokens. */
@Command(name = "token", description = "Create tokens.", subcommands = TokenCreateCommand.class)
final class TokenCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  TokenCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: create.");
  }
}
