package dev.tokenward.client;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered client, as far as answering it needs to know it.
 *
 * @param id its public name
 * @param name what people call it
 * @param audience the names of the services it speaks for, as absolute URIs
 * @param throttlePerMinute its own rate limit; null for that of all clients
 */
public record KnownClient(
    UUID id, String name, List<String> audience, @Nullable Integer throttlePerMinute) {

  /**
   * Copies what is given.
   *
   * @param id its public name
   * @param name what people call it
   * @param audience the names of the services it speaks for
   * @param throttlePerMinute its own rate limit
   */
  public KnownClient {
    audience = List.copyOf(audience);
  }
}
