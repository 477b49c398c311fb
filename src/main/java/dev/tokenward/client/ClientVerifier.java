package dev.tokenward.client;

import dev.tokenward.client.ClientDecision.Known;
import dev.tokenward.client.ClientDecision.Refused;
import dev.tokenward.client.ClientDecision.Undecided;
import dev.tokenward.client.ClientVerification.Decided;
import dev.tokenward.client.ClientVerification.Pending;
import dev.tokenward.config.RevocationSettings;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.log.LineBudget;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.LookUps;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.token.TokenFormat;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a client is the one it says it is. It costs what a token costs and is bound by
 * the same promise: a secret that was ended counts nowhere longer than {@code REVOCATION_BOUND}.
 *
 * <p>A secret is looked up by its digest, and only then is it asked whether it is this client's. So
 * an unknown client and a wrong secret take the same way, and no secret is ever compared. A use is
 * noted only where both are right.
 */
@Singleton
public class ClientVerifier {

  private static final Logger LOG = Logger.getLogger(ClientVerifier.class);

  private static final Refused REFUSED = new Refused();
  private static final int MOST_LINES_PER_SECOND = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ClientLookup lookup;
  private final ClientCache cache;
  private final ChangeFeed changes;
  private final SecretUses uses;
  private final Duration bound;
  private final Duration patience;
  private final LineBudget outageLines;

  @Inject
  ClientVerifier(
      ClientLookup lookup,
      ClientCache cache,
      ChangeFeed changes,
      SecretUses uses,
      Clock clock,
      RevocationSettings settings) {
    this.lookup = lookup;
    this.cache = cache;
    this.changes = changes;
    this.uses = uses;
    this.bound = settings.bound();
    this.patience = LookUps.patience(bound);
    this.outageLines =
        new LineBudget(
            clock,
            MOST_LINES_PER_SECOND,
            more ->
                LOG.errorf("%d more clients could not be decided about within a second.", more));
  }

  /**
   * Decides. Never blocks; may be called on any thread.
   *
   * @param given what a client sent, of any length
   * @return the decision, or how to get it
   */
  public ClientVerification verify(ClientCredentials given) {
    if (!TokenFormat.hasChecksum(given.secret().text())) {
      return new Decided(REFUSED);
    }
    TokenDigest digest = given.secret().key();
    @Nullable ClientDecision remembered = changes.provenWithin(bound) ? cache.get(digest) : null;
    return remembered == null
        ? new Pending(asked(digest, given.id()))
        : new Decided(of(digest, given.id(), remembered));
  }

  /** Somebody else's event loop may have asked; the answer belongs on the caller's. */
  private Uni<ClientDecision> asked(TokenDigest digest, String id) {
    Supplier<Uni<Optional<KnownClient>>> query = () -> lookup.byDigest(digest.toBytes(), patience);
    // Without a bound nobody joins a look-up that somebody else has begun.
    Uni<ClientDecision> answer =
        bound.isZero() ? query.get().map(ClientCache::decision) : cache.load(digest, query);
    return CallerContext.returning(answer)
        .map(decision -> of(digest, id, decision))
        .onFailure()
        .recoverWithItem(this::undecided);
  }

  private ClientDecision of(TokenDigest digest, String id, ClientDecision decision) {
    if (decision instanceof Known known) {
      if (!known.client().id().toString().equals(id)) {
        return REFUSED;
      }
      uses.record(digest);
    }
    return decision;
  }

  private ClientDecision undecided(Throwable failure) {
    if (outageLines.take()) {
      LOG.errorf("A client could not be decided about, because the store failed: %s", failure);
    }
    return new Undecided(RETRY_AFTER);
  }
}
