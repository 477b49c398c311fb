package dev.tokenward.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about the audit log. */
@Command(
    name = "audit",
    description = "Check the audit log, and remove what is too old.",
    subcommands = {AuditVerifyCommand.class, AuditPruneCommand.class})
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  AuditCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: verify or prune.");
  }
}
