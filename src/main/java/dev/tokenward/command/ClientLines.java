package dev.tokenward.command;

import dev.tokenward.client.ClientSecret;
import dev.tokenward.client.IssuedSecret;
import dev.tokenward.client.RegisteredClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How clients are shown and named on the command line. */
final class ClientLines {

  private ClientLines() {}

  /** A secret, at the only moment at which it can be shown. */
  static String issued(IssuedSecret issued) {
    return """
        The secret was created. Copy it now: it will not be shown again.
        Name:      %s
        Audience:  %s
        Client id: %s
        Secret id: %s
        Secret:    %s"""
        .formatted(
            issued.client().name(),
            audience(issued.client()),
            issued.client().id(),
            issued.stored().id(),
            issued.text().text());
  }

  /** All clients, each with its secrets below it; nothing where there is none. */
  static String list(List<RegisteredClient> clients) {
    return clients.stream().flatMap(ClientLines::lines).collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(RegisteredClient client) {
    return Stream.concat(
        Stream.of(
            "%s  %s  audience: %s  per minute: %s"
                .formatted(client.id(), client.name(), audience(client), throttle(client))),
        client.secrets().stream().map(ClientLines::line));
  }

  private static String line(ClientSecret secret) {
    @Nullable Instant used = secret.lastUsedAt();
    return "  %s  %s  created: %s  last used: %s%s"
        .formatted(
            secret.id(),
            secret.preview(),
            secret.createdAt(),
            used == null ? "-" : used.truncatedTo(ChronoUnit.SECONDS),
            secret.isLive() ? "" : "  ended: " + secret.endedAt());
  }

  private static String audience(RegisteredClient client) {
    return client.audience().isEmpty() ? "-" : String.join(" ", client.audience());
  }

  private static String throttle(RegisteredClient client) {
    @Nullable Integer own = client.throttlePerMinute();
    return own == null ? "-" : own.toString();
  }
}
