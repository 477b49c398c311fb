package dev.tokenward.command;

import dev.tokenward.user.Actor;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a rotation. */
@Command(name = "end-secret", description = "End a secret of a client, which counts no longer.")
final class ClientEndSecretCommand implements Callable<Integer> {

  @Option(names = "--client", required = true, description = "The client's id.")
  private UUID client;

  @Option(names = "--secret", required = true, description = "The secret's id.")
  private UUID secret;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientEndSecretCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services ->
            services
                .clients()
                .endSecret(Actor.OPERATOR, client, secret)
                .map(now -> now ? "The secret was ended." : "The secret had ended before."));
  }
}
