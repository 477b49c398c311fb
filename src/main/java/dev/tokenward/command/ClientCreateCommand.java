package dev.tokenward.command;

import dev.tokenward.client.ClientRequest;
import dev.tokenward.user.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers a service. */
@Command(name = "create", description = "Register a client and print its first secret once.")
final class ClientCreateCommand implements Callable<Integer> {

  @Option(names = "--name", required = true, description = "What people call it.")
  private String name;

  @Option(
      names = "--audience",
      paramLabel = "URI",
      description =
          "A name of the service, as an absolute URI; may be repeated. Without it, the client sees"
              + " only tokens that are meant for no certain service.")
  private List<String> audience = new ArrayList<>();

  @Option(
      names = "--throttle-per-minute",
      description = "A rate limit of its own; without it, TOKENWARD_CLIENT_THROTTLE_PER_MINUTE.")
  private @Nullable Integer throttlePerMinute;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientCreateCommand() {}

  @Override
  public Integer call() {
    ClientRequest request = new ClientRequest(name, audience, throttlePerMinute);
    return TaskApplication.run(
        services -> services.clients().register(Actor.OPERATOR, request).map(ClientLines::issued));
  }
}
