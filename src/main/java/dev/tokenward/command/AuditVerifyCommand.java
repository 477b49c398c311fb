package dev.tokenward.command;

import dev.tokenward.audit.ChainLink;
import dev.tokenward.audit.ChainReport;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds out whether anybody has changed what the audit log says. */
@Command(
    name = "verify",
    description =
        "Check that no entry of the audit log was changed, removed, moved or put in. Exits with 3 if"
            + " one was.")
final class AuditVerifyCommand implements Callable<Integer> {

  private static final String HASH = "[0-9a-f]{64}";

  @Spec private CommandSpec spec;

  @Option(
      names = "--sequence",
      description = "The number of an entry that was noted earlier; with --head.")
  private @Nullable Long sequence;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "The hash that it had then: shows that nothing before it is gone.")
  private @Nullable String head;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  AuditVerifyCommand() {}

  @Override
  public Integer call() {
    Optional<ChainLink> noted = noted();
    return TaskApplication.run(
        services -> services.chain().check(noted).map(AuditVerifyCommand::told));
  }

  private Optional<ChainLink> noted() {
    if (sequence == null && head == null) {
      return Optional.empty();
    }
    if (sequence == null || head == null) {
      throw new ParameterException(spec.commandLine(), "--sequence and --head belong together.");
    }
    if (sequence < 1 || !head.matches(HASH)) {
      throw new ParameterException(
          spec.commandLine(),
          "--sequence must be at least 1, and --head 64 hexadecimal digits in lower case.");
    }
    return Optional.of(new ChainLink(sequence, head));
  }

  private static String told(ChainReport report) {
    if (report instanceof ChainReport.Intact intact) {
      return told(intact);
    }
    if (report instanceof ChainReport.Forgotten forgotten) {
      throw new ProblemException(
          new Problem.Conflict(
              "The entry that was noted can't be checked: retention has removed the entries up to %d."
                  .formatted(forgotten.anchor().sequence())));
    }
    throw new FoundException(
        report instanceof ChainReport.Broken broken
            ? told(broken)
            : told((ChainReport.Late) report));
  }

  private static String told(ChainReport.Intact intact) {
    long first = intact.anchor().sequence() + 1;
    long last = intact.head().sequence();
    String entries =
        last < first
            ? "The audit log is intact, and has no sealed entry."
            : "The audit log is intact: entries %d to %d.".formatted(first, last);
    String removed =
        first == 1
            ? ""
            : "\nThe entries up to %d were removed; each entry audit.pruned tells when and by whom."
                .formatted(first - 1);
    String unsealed =
        intact.unsealed() == 0 ? "" : "\nNot sealed yet: %d.".formatted(intact.unsealed());
    return "%s%s%s\nNote this elsewhere, and give it the next time: --sequence %d --head %s"
        .formatted(entries, removed, unsealed, last, intact.head().hash());
  }

  private static String told(ChainReport.Broken broken) {
    String when =
        broken.happenedAt() == null
            ? ""
            : " It says that it happened at %s.".formatted(broken.happenedAt());
    return "The audit log is not intact. %s%s Entries before it are as they were sealed."
        .formatted(broken.what(), when);
  }

  private static String told(ChainReport.Late late) {
    return ("The audit log is intact as far as it is sealed, but %d entries are not, the oldest since"
            + " %s, and could have been changed. A running service seals them.")
        .formatted(late.unsealed(), late.since());
  }
}
