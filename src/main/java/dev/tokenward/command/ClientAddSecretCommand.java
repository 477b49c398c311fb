package dev.tokenward.command;

import dev.tokenward.user.Actor;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins a rotation. */
@Command(
    name = "add-secret",
    description = "Make one more secret of a client and print it once; the others stay valid.")
final class ClientAddSecretCommand implements Callable<Integer> {

  @Option(names = "--client", required = true, description = "The client's id.")
  private UUID client;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientAddSecretCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services -> services.clients().addSecret(Actor.OPERATOR, client).map(ClientLines::issued));
  }
}
