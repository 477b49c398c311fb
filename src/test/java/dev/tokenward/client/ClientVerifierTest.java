package dev.tokenward.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.clock.MovableClock;
import dev.tokenward.store.Feeds;
import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenSecret;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a client is the one it says it is, given what is stored. */
class ClientVerifierTest {

  private static final String NIL = "00000000-0000-4000-8000-000000000000";

  private static final KnownClient CLIENT =
      new KnownClient(UUID.randomUUID(), "api", List.of(), null);

  private final TokenSecret secret = TokenFormat.withPrefix("twc").generate();
  private final MovableClock clock = new MovableClock("2026-11-24T09:00:00Z");
  private final SecretUses uses = new SecretUses(null, null, clock);
  private final Store store = new Store();
  private final ClientVerifier verifier = verifierWithin(Duration.ofSeconds(2));

  @Test
  void aClientWithItsSecretIsKnown() {
    assertThat(verify(CLIENT.id().toString(), secret)).isEqualTo(new ClientDecision.Known(CLIENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", NIL, "api"})
  void aSecretCountsForNoOtherClient(String id) {
    assertThat(verify(id, secret)).isEqualTo(new ClientDecision.Refused());
  }

  @Test
  void aUseIsNotedOnlyWhereItIsTheClientsOwnSecret() {
    verify(NIL, secret);
    verify(CLIENT.id().toString(), TokenFormat.withPrefix("twc").generate());
    assertThat(uses.taken(Duration.ZERO, clock.nanos())).isEmpty();

    verify(CLIENT.id().toString(), secret);
    assertThat(uses.taken(Duration.ZERO, clock.nanos()))
        .containsExactly(Map.entry(secret.key(), clock.instant()));
  }

  @Test
  void aSecretThatNobodyHasIsRefused() {
    assertThat(verify(CLIENT.id().toString(), TokenFormat.withPrefix("twc").generate()))
        .isEqualTo(new ClientDecision.Refused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "twc_", "twc_0000000000000000000000000000000000000000000000000"})
  void junkIsRefusedWithoutAskingTheStore(String junk) {
    store.answer = Uni.createFrom().failure(new IOException("gone"));

    assertThat(verifier.verify(given(CLIENT.id().toString(), new TokenSecret(junk))))
        .isEqualTo(new ClientVerification.Decided(new ClientDecision.Refused()));
  }

  @Test
  void whenTheStoreFailsNothingIsDecided() {
    store.answer = Uni.createFrom().failure(new IOException("gone"));

    assertThat(verify(CLIENT.id().toString(), secret)).isInstanceOf(ClientDecision.Undecided.class);
  }

  /** Somebody else's look-up may have begun before the secret was ended. */
  @Test
  void withoutABoundEveryQuestionIsTheStores() {
    ClientVerifier asking = verifierWithin(Duration.ZERO);
    List<UniEmitter<? super Optional<KnownClient>>> asked = new ArrayList<>();
    store.answer = Uni.createFrom().emitter(asked::add);
    ClientCredentials same = given(CLIENT.id().toString(), secret);

    pending(asking.verify(same)).subscribe().with(known -> {});
    pending(asking.verify(same)).subscribe().with(known -> {});

    assertThat(asked).hasSize(2);
  }

  private static Uni<ClientDecision> pending(ClientVerification verification) {
    return ((ClientVerification.Pending) verification).decision();
  }

  private ClientVerifier verifierWithin(Duration bound) {
    return new ClientVerifier(store, new ClientCache(), Feeds.silent(), uses, clock, () -> bound);
  }

  @Test
  void whatIsGivenTellsNoSecret() {
    assertThat(given(CLIENT.id().toString(), secret).toString()).doesNotContain(secret.text());
  }

  private ClientDecision verify(String id, TokenSecret presented) {
    ClientVerification verification = verifier.verify(given(id, presented));
    return verification instanceof ClientVerification.Pending pending
        ? pending(pending).await().atMost(Duration.ofSeconds(10))
        : ((ClientVerification.Decided) verification).decision();
  }

  private static ClientCredentials given(String id, TokenSecret presented) {
    return new ClientCredentials(id, presented);
  }

  /** Knows one secret, or fails. */
  private final class Store extends ClientLookup {

    private Uni<Optional<KnownClient>> answer = Uni.createFrom().item(Optional.of(CLIENT));

    Store() {
      super(null);
    }

    @Override
    Uni<Optional<KnownClient>> byDigest(byte[] digest, Duration patience) {
      return Arrays.equals(digest, secret.digest())
          ? answer
          : Uni.createFrom().item(Optional.empty());
    }
  }
}
