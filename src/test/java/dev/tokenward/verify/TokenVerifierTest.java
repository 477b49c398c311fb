package dev.tokenward.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.clock.MovableClock;
import dev.tokenward.config.RevocationSettings;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Feeds;
import dev.tokenward.token.Formats;
import dev.tokenward.token.Network;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenLife;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profiles;
import dev.tokenward.verify.Decision.Allowed;
import dev.tokenward.verify.Decision.Reason;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Principal.TokenInUse;
import dev.tokenward.verify.TokenLookup.Found;
import dev.tokenward.verify.TokenVerifier.Use;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a token may pass, given what is stored of it. */
class TokenVerifierTest {

  private static final Use HERE =
      new Use(Dialect.API, "192.0.2.1", List.of("https://tokens.example"), "curl");
  private static final RevocationSettings TWO_SECONDS = () -> Duration.ofSeconds(2);
  private static final Instant END = Instant.parse("2026-11-24T10:00:00Z");

  private final TokenFormat format = Formats.standard();
  private final TokenSecret token = format.generate();
  private final Store store = new Store();
  private final MovableClock clock = new MovableClock("2026-11-24T09:00:00Z");
  private final DecisionCache cache = new DecisionCache(100, 1_000_000);

  /** Never started: it proves nothing, so the store is asked each time. */
  private final ChangeFeed changes = Feeds.silent();

  private final TokenVerifier verifier =
      new TokenVerifier(
          format,
          store,
          cache,
          changes,
          new UseRecorder(null, null),
          new VerificationMetrics(new SimpleMeterRegistry(), changes, cache),
          clock,
          TWO_SECONDS);

  @Test
  void aTokenPassesAsItsOwner() {
    store.holds(found(active(), Restriction.NONE, false));

    assertThat(decision()).isInstanceOf(Allowed.class);
    assertThat(((Allowed) decision()).principal().profile().username()).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "twd_", "twd_0000000000000000000000000000000000000000000000000"})
  void junkIsRefusedWithoutAskingTheStore(String junk) {
    store.fails();

    assertThat(verify(junk)).isEqualTo(new Refused(Reason.MALFORMED));
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThat(decision()).isEqualTo(new Refused(Reason.UNKNOWN));
  }

  @Test
  void aTokenPassesUntilTheMomentItEnds() {
    store.holds(found(active(), Restriction.NONE, false));

    clock.advance(Duration.between(clock.instant(), END).minusNanos(1));
    assertThat(decision()).isInstanceOf(Allowed.class);

    clock.advance(Duration.ofNanos(1));
    assertThat(decision()).isEqualTo(new Refused(Reason.EXPIRED));
  }

  @Test
  void aRevokedTokenIsRefused() {
    store.holds(found(active(), Restriction.NONE, true));

    assertThat(decision()).isEqualTo(new Refused(Reason.REVOKED));
  }

  @Test
  void aTokenOfADisabledOrDeletedOwnerIsRefused() {
    store.holds(found(profile(false, null), Restriction.NONE, false));
    assertThat(decision()).isEqualTo(new Refused(Reason.OWNER_INACTIVE));

    store.holds(found(profile(true, Instant.EPOCH), Restriction.NONE, false));
    assertThat(decision()).isEqualTo(new Refused(Reason.OWNER_INACTIVE));
  }

  @Test
  void aTokenIsRefusedOutsideOfItsNetworks() {
    Network network = Network.parse("10.0.0.0/8").orElseThrow();
    store.holds(found(active(), new Restriction(List.of(), List.of(network), List.of()), false));

    assertThat(decision()).isEqualTo(new Refused(Reason.WRONG_NETWORK));
    assertThat(verify(token.text(), new Use(Dialect.API, "10.9.9.9", List.of("https://x"), "")))
        .isInstanceOf(Allowed.class);
  }

  @Test
  void aServiceLearnsNothingMoreOfATokenThatIsNotMeantForIt() {
    Network network = Network.parse("10.0.0.0/8").orElseThrow();
    Restriction elsewhere =
        new Restriction(List.of(), List.of(network), List.of("https://other.example"));
    store.holds(found(active(), elsewhere, true));

    assertThat(decision()).isEqualTo(new Refused(Reason.WRONG_AUDIENCE));
  }

  @Test
  void aTokenIsRefusedAtServicesItIsNotMeantFor() {
    Restriction elsewhere = new Restriction(List.of(), List.of(), List.of("https://other.example"));
    store.holds(found(active(), elsewhere, false));

    assertThat(decision()).isEqualTo(new Refused(Reason.WRONG_AUDIENCE));
    assertThat(
            verify(
                token.text(),
                new Use(Dialect.API, "192.0.2.1", List.of("https://other.example"), "")))
        .isInstanceOf(Allowed.class);
  }

  @Test
  void whenTheStoreFailsNothingIsDecided() {
    store.fails();

    assertThat(decision()).isInstanceOf(Undecided.class);
  }

  @Test
  void thePrincipalMayWhatTheScopesLeaveOfItsOwnersRights() {
    Restriction narrow = new Restriction(List.of("users.view"), List.of(), List.of());
    store.holds(found(active(), narrow, false));

    Principal principal = ((Allowed) decision()).principal();

    assertThat(principal.rights().allow("users.view")).isTrue();
    assertThat(principal.rights().allow("users.edit")).isFalse();
    assertThat(principal.actor().rights().areUnlimited()).isFalse();
    assertThat(principal.maker().restriction()).isEqualTo(narrow);
    assertThat(principal.maker().expiresAt()).contains(END);
    assertThat(principal.getName()).isEqualTo("ada");
  }

  private Decision decision() {
    return verify(token.text());
  }

  private Decision verify(String presented) {
    return verify(presented, HERE);
  }

  private Decision verify(String presented, Use use) {
    Verification verification = verifier.verify(presented, use);
    return verification instanceof Verification.Pending pending
        ? pending.decision().await().atMost(Duration.ofSeconds(10))
        : ((Verification.Decided) verification).decision();
  }

  private static Found found(Profile owner, Restriction restriction, boolean revoked) {
    TokenInUse inUse =
        new TokenInUse(UUID.randomUUID(), "Backup", restriction, Instant.EPOCH, END, null, true);
    return new Found(new Principal(owner, inUse), revoked);
  }

  private static Profile active() {
    return profile(true, null);
  }

  private static Profile profile(boolean activated, Instant deletedAt) {
    return Profiles.ada(1, Permissions.SUPERUSER, List.of(), activated, null, deletedAt);
  }

  /** Holds one token, or none, or fails. */
  private final class Store extends TokenLookup {

    private Uni<Optional<Found>> answer = Uni.createFrom().item(Optional.empty());

    Store() {
      super(null, new TokenLife(15));
    }

    void holds(Found found) {
      answer = Uni.createFrom().item(Optional.of(found));
    }

    void fails() {
      answer = Uni.createFrom().failure(new IOException("gone"));
    }

    @Override
    Uni<Optional<Found>> byDigest(byte[] digest, Duration patience) {
      return Arrays.equals(digest, token.digest())
          ? answer
          : Uni.createFrom().failure(new AssertionError("asked for another token"));
    }
  }
}
