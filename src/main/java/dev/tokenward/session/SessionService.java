package dev.tokenward.session;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.store.Author;
import dev.tokenward.store.Sessions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Proof;
import dev.tokenward.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins, goes on with, lists and ends sessions. The database is asked for each request, so that
 * what ends a session ends it at once on every replica. Each method runs on a duplicated Vert.x
 * context, in a transaction of its own where it writes.
 */
@Singleton
public class SessionService {

  /** More browsers than one person signs in with. */
  private static final int MOST_PER_USER = 50;

  private final UserService users;
  private final Clock clock;
  private final SessionLimits limits;
  private final SecureRandom random = new SecureRandom();

  @Inject
  SessionService(UserService users, Clock clock, TokenwardSettings settings) {
    this.users = users;
    this.clock = clock;
    this.limits = new SessionLimits(settings.session().idle(), settings.session().life());
  }

  /**
   * Begins a session. What the browser held before counts no longer.
   *
   * @param userId who signed in
   * @param proof with what
   * @param former what the browser held, if anything
   * @param address where the request came from
   * @param agent what the browser calls itself
   * @return what lets the browser go on; empty when the user is not active any more, or has another
   *     password than the one that was shown
   */
  public Uni<Optional<SessionSecret>> begin(
      long userId, Proof proof, Optional<SessionSecret> former, String address, String agent) {
    Instant now = now();
    SessionSecret secret = newSecret();
    StoredSession row = new StoredSession(userId, secret, address, agent, now);
    return forgetEnded(now).chain(() -> begin(row, proof, former, secret));
  }

  /** Nobody ended these: it is not whoever signs in next. */
  private Uni<Long> forgetEnded(Instant now) {
    Author.SERVICE.remember();
    return Sessions.writing(() -> StoredSession.forgetEnded(limits, now));
  }

  private Uni<Optional<SessionSecret>> begin(
      StoredSession row, Proof proof, Optional<SessionSecret> former, SessionSecret secret) {
    long userId = row.userId;
    String shown = proof instanceof Proof.Password ? "password" : "provider";
    Author.user(userId, null, shown, row.address).remember();
    return Sessions.writing(
        () ->
            users
                .lockIfActive(userId, proof)
                .chain(
                    counts ->
                        counts
                            ? begin(row, former).replaceWith(Optional.of(secret))
                            : Uni.createFrom().item(Optional.empty())));
  }

  private Uni<StoredSession> begin(StoredSession row, Optional<SessionSecret> former) {
    return endIfAny(former)
        .chain(() -> StoredSession.keepNewest(row.userId, MOST_PER_USER - 1))
        .chain(() -> row.<StoredSession>persist());
  }

  /**
   * Makes what a browser holds that is not signed in yet.
   *
   * @return a secret that belongs to no session
   */
  public SessionSecret newSecret() {
    return SessionSecret.generate(random);
  }

  /**
   * Goes on with a session.
   *
   * @param secret what the browser holds
   * @return who is signed in; empty when the session has ended or never was
   */
  public Uni<Optional<SignedIn>> resume(SessionSecret secret) {
    Instant now = now();
    return Sessions.reading(() -> StoredSession.live(secret.digest(), limits, now))
        .chain(
            found ->
                found == null
                    ? Uni.createFrom().item(Optional.empty())
                    : resumed(found.session(), now));
  }

  /**
   * Ends the session of a browser.
   *
   * @param secret what the browser holds
   * @return when it counts no longer
   */
  public Uni<Void> end(SessionSecret secret) {
    return Sessions.writing(() -> StoredSession.end(secret.digest())).replaceWithVoid();
  }

  /**
   * Lists the sessions of a user.
   *
   * @param userId the user's number
   * @return those that have not ended, the one used last first
   */
  public Uni<List<Session>> list(long userId) {
    return Sessions.reading(() -> StoredSession.liveOf(userId, limits, now()))
        .map(rows -> rows.stream().map(StoredSession::session).toList());
  }

  /**
   * Ends one session of a user.
   *
   * @param userId the user's number
   * @param id the session's public name
   * @return whether there was such a session
   */
  public Uni<Boolean> end(long userId, UUID id) {
    return Sessions.writing(() -> StoredSession.end(userId, id)).map(ended -> ended > 0);
  }

  /**
   * Ends all sessions of a user but one.
   *
   * @param userId the user's number
   * @param kept the public name of the one that stays
   * @return how many ended
   */
  public Uni<Long> endOthers(long userId, UUID kept) {
    return Sessions.writing(() -> StoredSession.endOthers(userId, kept));
  }

  private static Uni<Long> endIfAny(Optional<SessionSecret> former) {
    return former
        .map(secret -> StoredSession.end(secret.digest()))
        .orElseGet(() -> Uni.createFrom().item(0L));
  }

  private Uni<Optional<SignedIn>> resumed(Session session, Instant now) {
    return users
        .known(Set.of(session.userId()))
        .map(known -> signedIn(session, known.get(session.userId())))
        .call(signedIn -> signedIn.isPresent() ? see(session, now) : Uni.createFrom().voidItem());
  }

  /** Whoever is disabled has no sessions; this holds even if somebody takes the trigger away. */
  private static Optional<SignedIn> signedIn(Session session, @Nullable Profile profile) {
    return profile != null && profile.isActive()
        ? Optional.of(new SignedIn(session, profile))
        : Optional.empty();
  }

  private Uni<?> see(Session session, Instant now) {
    return limits.isNews(session, now)
        ? Sessions.writing(() -> StoredSession.see(session.id(), now))
        : Uni.createFrom().voidItem();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
