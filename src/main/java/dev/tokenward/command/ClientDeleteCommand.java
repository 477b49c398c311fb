package dev.tokenward.command;

import dev.tokenward.user.Actor;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shuts a service out. */
@Command(name = "delete", description = "Delete a client with all its secrets.")
final class ClientDeleteCommand implements Callable<Integer> {

  @Option(names = "--client", required = true, description = "The client's id.")
  private UUID client;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientDeleteCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services ->
            services
                .clients()
                .delete(Actor.OPERATOR, client)
                .replaceWith("The client was deleted."));
  }
}
