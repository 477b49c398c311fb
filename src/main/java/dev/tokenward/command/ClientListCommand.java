package dev.tokenward.command;

import dev.tokenward.user.Actor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows which services are registered. */
@Command(name = "list", description = "List the clients with their secrets, but for their text.")
final class ClientListCommand implements Callable<Integer> {

  ClientListCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services -> services.clients().list(Actor.OPERATOR).map(ClientLines::list));
  }
}
