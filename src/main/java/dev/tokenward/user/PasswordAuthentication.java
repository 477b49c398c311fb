package dev.tokenward.user;

import dev.tokenward.audit.Refusals;
import dev.tokenward.store.Sessions;
import dev.tokenward.user.PasswordAttempts.Attempt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Signs in with username and password. An unknown username and a wrong password get the same answer
 * after the same work.
 */
@Singleton
public class PasswordAuthentication {

  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";
  private static final String LOCKED_OUT = "locked_out";
  private static final String BUSY = "busy";
  private static final List<String> OUTCOMES = List.of(ACCEPTED, REJECTED, LOCKED_OUT, BUSY);

  private final PasswordAttempts attempts;
  private final PasswordHasher hasher;
  private final Refusals refusals;
  private final Clock clock;
  private final MeterRegistry registry;

  @Inject
  PasswordAuthentication(
      PasswordAttempts attempts,
      PasswordHasher hasher,
      Refusals refusals,
      Clock clock,
      MeterRegistry registry) {
    this.refusals = refusals;
    this.registry = registry;
    this.attempts = attempts;
    this.hasher = hasher;
    this.clock = clock;
    // All of them at zero from the start, because an increase is seen only of what was there
    // before.
    OUTCOMES.forEach(this::counter);
  }

  /**
   * Checks a password. Call it on a duplicated Vert.x context; it goes on there, and the work of
   * bcrypt is done elsewhere.
   *
   * @param username as presented
   * @param password as presented
   * @param clientAddress the address that guesses are counted for
   * @return how it ended; fails only when the store does
   */
  public Uni<PasswordOutcome> authenticate(
      String username, Password password, String clientAddress) {
    return attempts
        .lockedOut(username, clientAddress)
        .<Uni<PasswordOutcome>>map(
            wait -> Uni.createFrom().item(new PasswordOutcome.LockedOut(wait)))
        .orElseGet(() -> evaluate(username, password, clientAddress))
        .invoke(this::count);
  }

  private void count(PasswordOutcome outcome) {
    counter(word(outcome)).increment();
  }

  private Counter counter(String outcome) {
    return registry.counter("tokenward.passwords", "outcome", outcome);
  }

  private static String word(PasswordOutcome outcome) {
    if (outcome instanceof PasswordOutcome.Accepted) {
      return ACCEPTED;
    }
    if (outcome instanceof PasswordOutcome.Rejected) {
      return REJECTED;
    }
    return outcome instanceof PasswordOutcome.LockedOut ? LOCKED_OUT : BUSY;
  }

  private Uni<PasswordOutcome> evaluate(String username, Password password, String address) {
    return Sessions.reading(() -> User.byUsername(username))
        .chain(
            user ->
                guess(username, password, address, user)
                    .chain(attempt -> conclude(attempt, user, address)))
        .onFailure(RejectedExecutionException.class)
        .recoverWithItem(new PasswordOutcome.Busy());
  }

  private Uni<Attempt> guess(
      String username, Password password, String address, @Nullable User user) {
    @Nullable String hash = user == null ? null : user.passwordHash;
    return hasher.onWorker(
        () -> attempts.attempt(username, address, () -> hasher.matches(password, hash)));
  }

  private Uni<PasswordOutcome> conclude(Attempt attempt, @Nullable User user, String address) {
    if (attempt instanceof Attempt.LockedOut locked) {
      return Uni.createFrom().item(new PasswordOutcome.LockedOut(locked.retryAfter()));
    }
    if (user == null) {
      return rejectedUnknown(address);
    }
    Profile profile = user.profile();
    if (!(attempt instanceof Attempt.Right)) {
      return rejected("wrong password", profile, address);
    }
    return profile.isActive()
        ? accepted(profile, new Proof.Password(user.passwordHash), address)
        : rejected("disabled user", profile, address);
  }

  /** Bcrypt takes its time, and the password may have been replaced meanwhile. */
  private Uni<PasswordOutcome> accepted(Profile profile, Proof.Password proof, String address) {
    return Sessions.writing(() -> User.signIn(profile.id(), proof.storedHash(), clock.instant()))
        .chain(
            updated ->
                updated > 0
                    ? Uni.createFrom().item(new PasswordOutcome.Accepted(profile, proof))
                    : rejected("password replaced meanwhile", profile, address));
  }

  /** What was given for a username is not noted: people give their password instead. */
  private Uni<PasswordOutcome> rejectedUnknown(String address) {
    String reason = "unknown user";
    refusals.signIn(address, reason);
    return Uni.createFrom().item(new PasswordOutcome.Rejected(reason));
  }

  private Uni<PasswordOutcome> rejected(String reason, Profile profile, String address) {
    refusals.signIn(address, profile.id(), profile.username(), reason);
    return Uni.createFrom().item(new PasswordOutcome.Rejected(reason));
  }
}
