package dev.tokenward.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A live token that the policies would not allow to be made now.
 *
 * @param id its id
 * @param name its name
 * @param preview prefix and last four characters
 * @param owner whose it is
 * @param expiresAt when it ends by itself
 * @param breaches at least one
 */
public record PolicyViolation(
    UUID id, String name, String preview, Owner owner, Instant expiresAt, List<Breach> breaches) {

  /**
   * Whose a token is.
   *
   * @param id the user's number
   * @param username unique
   * @param name first and last name
   */
  public record Owner(long id, String username, String name) {}

  /**
   * What is wrong with it.
   *
   * @param policy the value of the policy, by its key
   * @param message a complete sentence
   */
  public record Breach(String policy, String message) {}
}
