package dev.tokenward.verify;

import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.verify.Decision.Allowed;
import dev.tokenward.verify.Decision.Reason;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Principal.TokenInUse;
import dev.tokenward.verify.TokenLookup.Found;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides whether a token may pass, for every dialect. Whatever is not surely valid is refused, and
 * what can't be decided is neither refused nor allowed.
 */
@Singleton
public class TokenVerifier {

  private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

  /** A store that takes longer than this counts as away. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final TokenFormat format;
  private final TokenLookup lookup;
  private final LastUsedRecorder lastUsed;
  private final Clock clock;

  @Inject
  TokenVerifier(TokenFormat format, TokenLookup lookup, LastUsedRecorder lastUsed, Clock clock) {
    this.format = format;
    this.lookup = lookup;
    this.lastUsed = lastUsed;
    this.clock = clock;
  }

  /**
   * Decides about a token. Junk is refused without asking the store.
   *
   * @param presented what the client sent as its token, of any length
   * @param use where from and where for
   * @return the decision, always an item and never a failure; on the caller's Vert.x context
   */
  public Uni<Decision> verify(String presented, Use use) {
    Optional<TokenSecret> secret = format.parse(presented);
    return secret.isEmpty()
        ? Uni.createFrom().item(new Refused(Reason.MALFORMED))
        : ask(secret.get(), use);
  }

  /**
   * Where a token is used.
   *
   * @param clientAddress the IP address of the client
   * @param service the absolute URI of the service it is used at
   */
  public record Use(String clientAddress, String service) {}

  private Uni<Decision> ask(TokenSecret secret, Use use) {
    return lookup
        .byDigest(secret.digest())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(found -> decide(found, use))
        .onFailure()
        .recoverWithItem(TokenVerifier::undecided);
  }

  private Decision decide(Optional<Found> found, Use use) {
    if (found.isEmpty()) {
      return new Refused(Reason.UNKNOWN);
    }
    Principal principal = found.get().principal();
    TokenInUse token = principal.token().orElseThrow();
    Instant now = clock.instant();
    Optional<Reason> reason = reasonToRefuse(found.get(), token, use, now);
    if (reason.isPresent()) {
      return new Refused(reason.get());
    }
    lastUsed.record(token.id(), now, use.clientAddress());
    return new Allowed(principal);
  }

  private static Optional<Reason> reasonToRefuse(
      Found found, TokenInUse token, Use use, Instant now) {
    if (found.revoked()) {
      return Optional.of(Reason.REVOKED);
    }
    if (!now.isBefore(token.expiresAt())) {
      return Optional.of(Reason.EXPIRED);
    }
    if (!found.principal().profile().isActive()) {
      return Optional.of(Reason.OWNER_INACTIVE);
    }
    if (!token.restriction().permitsAddress(use.clientAddress())) {
      return Optional.of(Reason.WRONG_NETWORK);
    }
    return token.restriction().permitsAudience(use.service())
        ? Optional.empty()
        : Optional.of(Reason.WRONG_AUDIENCE);
  }

  private static Decision undecided(Throwable failure) {
    LOG.errorf("A token could not be decided about, because the store failed: %s", failure);
    return new Undecided(RETRY_AFTER);
  }
}
