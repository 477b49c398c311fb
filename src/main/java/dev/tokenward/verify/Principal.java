package dev.tokenward.verify;

import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.Actor;
import dev.tokenward.user.Creator;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Proof;
import dev.tokenward.user.Rights;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and with what.
 *
 * @param profile the person, as they were when the credential was verified
 * @param token the token in use; empty when it was a password or a session
 * @param proof what showed who it is
 */
public record Principal(Profile profile, Optional<TokenInUse> token, Proof proof)
    implements java.security.Principal {

  /**
   * Somebody with a token.
   *
   * @param profile the owner
   * @param token the token in use
   */
  public Principal(Profile profile, TokenInUse token) {
    this(profile, Optional.of(token), new Proof.Token(token.id()));
  }

  /**
   * The token that a request came with.
   *
   * @param id its id
   * @param name what its owner calls it
   * @param restriction what narrows it
   * @param createdAt when it was made
   * @param expiresAt when it ends
   * @param throttlePerMinute its own rate limit; null where it shares its owner's
   * @param brief whether it was made to end earlier than a token has to
   */
  public record TokenInUse(
      UUID id,
      String name,
      Restriction restriction,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Integer throttlePerMinute,
      boolean brief) {

    /** Whether what it makes must not outlive it. */
    boolean bindsWhatItMakes() {
      return brief || !restriction.isNone();
    }
  }

  @Override
  public String getName() {
    return profile.username();
  }

  /**
   * What this credential may do: all that its owner may, cut down to the token's scopes.
   *
   * @return the rights at the moment of verification
   */
  public Rights rights() {
    return restriction().narrow(profile);
  }

  /**
   * The same as the one who asks for a change.
   *
   * @return person and rights
   */
  public Actor actor() {
    return new Actor(Optional.of(person()), rights(), !restriction().isNone());
  }

  /**
   * The same as one who makes tokens.
   *
   * @return person and limits of the credential
   */
  public Maker maker() {
    return new Maker(
        profile.id(),
        Optional.of(person()),
        restriction(),
        token.filter(TokenInUse::bindsWhatItMakes).map(TokenInUse::expiresAt),
        token.map(TokenInUse::throttlePerMinute).orElse(null),
        rights().areUnlimited(),
        proof);
  }

  private Creator person() {
    return new Creator(profile.id(), profile.fullName());
  }

  /**
   * What narrows the credential.
   *
   * @return {@link Restriction#NONE} for a password
   */
  public Restriction restriction() {
    return token.map(TokenInUse::restriction).orElse(Restriction.NONE);
  }
}
