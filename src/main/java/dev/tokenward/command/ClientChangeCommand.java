package dev.tokenward.command;

import dev.tokenward.client.ClientRequest;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.user.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes what is known of a service. */
@Command(name = "change", description = "Change a client; what is not named stays as it is.")
final class ClientChangeCommand implements Callable<Integer> {

  /** Takes the limit away: nothing else can be written for none. */
  private static final int NO_LIMIT_OF_ITS_OWN = 0;

  @Option(names = "--client", required = true, description = "The client's id.")
  private UUID client;

  @Option(names = "--name", description = "What people call it.")
  private @Nullable String name;

  @Option(
      names = "--audience",
      paramLabel = "URI",
      description = "A name of the service; may be repeated. Replaces all names that it had.")
  private List<String> audience = new ArrayList<>();

  @Option(
      names = "--throttle-per-minute",
      description = "A rate limit of its own; 0 takes it away.")
  private @Nullable Integer throttlePerMinute;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  ClientChangeCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services ->
            services
                .clients()
                .find(Actor.OPERATOR, client)
                .chain(
                    known ->
                        services
                            .clients()
                            .change(
                                Actor.OPERATOR,
                                client,
                                wanted(known),
                                Optional.of(known.updatedAt())))
                .map(changed -> ClientLines.list(List.of(changed))));
  }

  private ClientRequest wanted(RegisteredClient known) {
    return new ClientRequest(
        name == null ? known.name() : name,
        audience.isEmpty() ? known.audience() : audience,
        throttle(known));
  }

  private @Nullable Integer throttle(RegisteredClient known) {
    if (throttlePerMinute == null) {
      return known.throttlePerMinute();
    }
    return throttlePerMinute == NO_LIMIT_OF_ITS_OWN ? null : throttlePerMinute;
  }
}
