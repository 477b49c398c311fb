package dev.tokenward.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Does at once what the service does every hour. */
@Command(
    name = "prune",
    description = "Remove entries that are older than AUDIT_RETENTION_DAYS from the audit log.")
final class AuditPruneCommand implements Callable<Integer> {

  AuditPruneCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services -> services.retention().prune().map("Entries removed: %d."::formatted));
  }
}
