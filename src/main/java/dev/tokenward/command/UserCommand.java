package dev.tokenward.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about people. */
@Command(
    name = "user",
    description = "Create and disable people, set their passwords.",
    subcommands = {UserCreateCommand.class, UserDisableCommand.class, UserSetPasswordCommand.class})
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  UserCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: create, disable or set-password.");
  }
}
