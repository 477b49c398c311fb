package dev.tokenward.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about services that ask about tokens. */
@Command(
    name = "client",
    description = "Register services that ask about tokens, and manage their secrets.",
    subcommands = {
      ClientCreateCommand.class,
      ClientListCommand.class,
      ClientChangeCommand.class,
      ClientAddSecretCommand.class,
      ClientEndSecretCommand.class,
      ClientDeleteCommand.class
    })
final class ClientCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: create, list, change, add-secret, end-secret or delete.");
  }
}
