package dev.tokenward.web.admin;

import dev.tokenward.client.ClientSecret;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.web.When;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client as a page shows it.
 *
 * @param id its public name
 * @param name what people call it
 * @param audience the names of the services it speaks for; empty for none
 * @param limit how many requests it may make in a minute; empty for what holds for all clients
 * @param live how many of its secrets count
 * @param used when one of its secrets was used last; null for never
 * @param creator who registered it
 * @param created when that was
 * @param changed when name, audience or limit were changed last
 */
record ClientRow(
    String id,
    String name,
    List<String> audience,
    String limit,
    long live,
    @Nullable When used,
    String creator,
    When created,
    When changed) {

  static ClientRow of(RegisteredClient client, Instant now) {
    @Nullable Integer limit = client.throttlePerMinute();
    var creator = client.createdBy();
    return new ClientRow(
        client.id().toString(),
        client.name(),
        client.audience(),
        limit == null ? "" : limit.toString(),
        live(client),
        lastUse(client).map(at -> When.of(at, now)).orElse(null),
        creator == null ? "the operator" : creator.name(),
        When.of(client.createdAt(), now),
        When.of(client.updatedAt(), now));
  }

  private static Optional<Instant> lastUse(RegisteredClient client) {
    return client.secrets().stream()
        .flatMap(secret -> Optional.ofNullable(secret.lastUsedAt()).stream())
        .max(Comparator.naturalOrder());
  }

  /** How many secrets of a client count. */
  static long live(RegisteredClient client) {
    return client.secrets().stream().filter(ClientSecret::isLive).count();
  }
}
