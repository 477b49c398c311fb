package dev.tokenward.verify;

import dev.tokenward.config.RevocationSettings;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.log.LineBudget;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.LookUps;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.verify.Decision.Reason;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Principal.TokenInUse;
import dev.tokenward.verify.TokenLookup.Found;
import dev.tokenward.verify.Verification.Decided;
import dev.tokenward.verify.Verification.Pending;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a token may pass, for every dialect. Whatever is not surely valid is refused, and
 * what can't be decided is neither refused nor allowed.
 *
 * <p>A revocation counts within {@code REVOCATION_BOUND}. From memory a token is allowed only while
 * {@link ChangeFeed} proves that all that was committed longer ago than the bound has been heard,
 * and what is heard is forgotten. Otherwise the store is asked, and an answer that takes longer
 * than the bound is not used.
 *
 * <p>A cached decision costs one SHA-256, one map read and two clock reads.
 */
@Singleton
public class TokenVerifier {

  /** What is decided about all that {@link #read} does not read. */
  public static final Refused JUNK = new Refused(Reason.MALFORMED);

  private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

  private static final int MOST_LINES_PER_SECOND = 5;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final TokenFormat format;
  private final TokenLookup lookup;
  private final DecisionCache cache;
  private final ChangeFeed changes;
  private final UseRecorder uses;
  private final VerificationMetrics metrics;
  private final Clock clock;
  private final Duration bound;
  private final Duration patience;
  private final LineBudget outageLines;

  @Inject
  TokenVerifier(
      TokenFormat format,
      TokenLookup lookup,
      DecisionCache cache,
      ChangeFeed changes,
      UseRecorder uses,
      VerificationMetrics metrics,
      Clock clock,
      RevocationSettings settings) {
    this.format = format;
    this.lookup = lookup;
    this.cache = cache;
    this.changes = changes;
    this.uses = uses;
    this.metrics = metrics;
    this.clock = clock;
    this.bound = settings.bound();
    this.patience = LookUps.patience(bound);
    this.outageLines =
        new LineBudget(
            clock,
            MOST_LINES_PER_SECOND,
            more -> LOG.errorf("%d more tokens could not be decided about within a second.", more));
  }

  /**
   * Where a token is used.
   *
   * @param dialect how it is asked about
   * @param clientAddress the IP address of the client
   * @param services absolute URIs of the service it is used at, of which one is enough; none for a
   *     service without a name, where only tokens pass that are meant for no certain one
   * @param userAgent what the client calls itself, bounded and printable; empty when it does not
   */
  public record Use(
      Dialect dialect, String clientAddress, List<String> services, String userAgent) {

    /** In place of an address: no token passes that may be used from certain networks only. */
    public static final String UNKNOWN_ADDRESS = "unknown";

    /**
     * Copies what is given.
     *
     * @param dialect how the token is asked about
     * @param clientAddress the IP address of the client
     * @param services absolute URIs of the service
     * @param userAgent what the client calls itself
     */
    public Use {
      services = List.copyOf(services);
    }
  }

  /**
   * Reads what can be a token of this service by its look. All else is junk, whatever the request
   * wants, and counted as refused. Costs no I/O; may be called on any thread.
   *
   * @param presented what the client sent as its token, of any length
   * @param dialect how it is asked about
   * @return the token, about which nothing is decided yet; empty for junk
   */
  public Optional<TokenSecret> read(String presented, Dialect dialect) {
    Optional<TokenSecret> secret = format.parse(presented);
    if (secret.isEmpty()) {
      counted(JUNK, dialect);
    }
    return secret;
  }

  /**
   * Decides about a token. Junk is refused without asking the store. Never blocks.
   *
   * @param presented what the client sent as its token, of any length
   * @param use where from and where for
   * @return the decision, or how to get it
   */
  public Verification verify(String presented, Use use) {
    @Nullable TokenSecret secret = read(presented, use.dialect()).orElse(null);
    return secret == null ? new Decided(JUNK) : verify(secret, use);
  }

  /**
   * Decides about a token that was read before. Never blocks.
   *
   * @param secret what {@link #read} gave
   * @param use where from and where for
   * @return the decision, or how to get it
   */
  public Verification verify(TokenSecret secret, Use use) {
    TokenDigest digest = secret.key();
    if (bound.isZero()) {
      return new Pending(asked(query(digest).map(TokenVerifier::asRemembered), use));
    }
    boolean fresh = changes.provenWithin(bound);
    @Nullable Remembered remembered = fresh ? cache.get(digest) : null;
    if (remembered != null) {
      metrics.hit();
      return new Decided(decide(remembered, use));
    }
    metrics.miss(fresh);
    return new Pending(asked(cache.load(digest, () -> query(digest)), use));
  }

  private Uni<Optional<Found>> query(TokenDigest digest) {
    return lookup.byDigest(digest.toBytes(), patience);
  }

  /** Somebody else's event loop may have asked; the answer belongs on the caller's. */
  private Uni<Decision> asked(Uni<Remembered> answer, Use use) {
    return CallerContext.returning(answer)
        .map(remembered -> decide(remembered, use))
        .onFailure()
        .recoverWithItem(failure -> undecided(failure, use.dialect()));
  }

  private static Remembered asRemembered(Optional<Found> found) {
    return found
        .<Remembered>map(
            known -> new Remembered.Known(known, Owner.of(known.principal().profile())))
        .orElse(Remembered.UNKNOWN);
  }

  private Decision decide(Remembered remembered, Use use) {
    if (!(remembered instanceof Remembered.Known known)) {
      return counted(new Refused(Reason.UNKNOWN), use.dialect());
    }
    Principal principal = known.found().principal();
    TokenInUse token = principal.token().orElseThrow();
    Instant now = clock.instant();
    @Nullable Reason reason = reasonToRefuse(known.found(), token, use, now);
    if (reason != null) {
      return counted(new Refused(reason), use.dialect());
    }
    uses.record(token.id(), now, use);
    return counted(known.allowed(), use.dialect());
  }

  private static @Nullable Reason reasonToRefuse(
      Found found, TokenInUse token, Use use, Instant now) {
    // First, so that nobody learns more of a token that is none of theirs.
    if (!token.restriction().permitsAnyAudience(use.services())) {
      return Reason.WRONG_AUDIENCE;
    }
    if (found.revoked()) {
      return Reason.REVOKED;
    }
    if (!now.isBefore(token.expiresAt())) {
      return Reason.EXPIRED;
    }
    if (!found.principal().profile().isActive()) {
      return Reason.OWNER_INACTIVE;
    }
    return token.restriction().permitsAddress(use.clientAddress()) ? null : Reason.WRONG_NETWORK;
  }

  private <D extends Decision> D counted(D decision, Dialect dialect) {
    metrics.decided(decision, dialect);
    return decision;
  }

  private Decision undecided(Throwable failure, Dialect dialect) {
    if (outageLines.take()) {
      LOG.errorf("A token could not be decided about, because the store failed: %s", failure);
    }
    return counted(new Undecided(RETRY_AFTER), dialect);
  }
}
