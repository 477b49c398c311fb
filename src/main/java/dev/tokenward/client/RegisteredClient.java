package dev.tokenward.client;

import dev.tokenward.user.Creator;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered client, for who manages it.
 *
 * @param id its public name
 * @param name what people call it
 * @param audience the names of the services it speaks for
 * @param throttlePerMinute its own rate limit; null for that of all clients
 * @param createdBy the person who registered it; null for the operator
 * @param createdAt when it was registered
 * @param updatedAt when name, audience or limit were changed last
 * @param secrets all of its secrets, ended ones too, newest first
 */
public record RegisteredClient(
    UUID id,
    String name,
    List<String> audience,
    @Nullable Integer throttlePerMinute,
    @Nullable Creator createdBy,
    Instant createdAt,
    Instant updatedAt,
    List<ClientSecret> secrets) {

  /**
   * Copies what is given.
   *
   * @param id its public name
   * @param name what people call it
   * @param audience the names of the services it speaks for
   * @param throttlePerMinute its own rate limit
   * @param createdBy the person who registered it
   * @param createdAt when it was registered
   * @param updatedAt when name, audience or limit were changed last
   * @param secrets all of its secrets
   */
  public RegisteredClient {
    audience = List.copyOf(audience);
    secrets = List.copyOf(secrets);
  }
}
