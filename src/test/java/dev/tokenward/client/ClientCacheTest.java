package dev.tokenward.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.store.Changed;
import dev.tokenward.token.TokenDigest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is remembered of clients, and what makes it forgotten. */
class ClientCacheTest {

  private static final TokenDigest DIGEST = new TokenDigest(1, 2, 3, 4);
  private static final TokenDigest ANOTHER = new TokenDigest(5, 6, 7, 8);
  private static final KnownClient CLIENT =
      new KnownClient(UUID.randomUUID(), "api", List.of("https://api.example"), null);

  private final ClientCache cache = new ClientCache();

  @Test
  void whatTheStoreSaidIsRemembered() {
    load(DIGEST, Optional.of(CLIENT));
    load(ANOTHER, Optional.empty());

    assertThat(cache.get(DIGEST)).isEqualTo(new ClientDecision.Known(CLIENT));
    assertThat(cache.get(ANOTHER)).isEqualTo(new ClientDecision.Refused());
  }

  @Test
  void aChangeOfAnyClientForgetsAllOfThem() {
    load(DIGEST, Optional.of(CLIENT));
    load(ANOTHER, Optional.empty());

    cache.forget(new Changed.Client(UUID.randomUUID()));

    assertThat(cache.get(DIGEST)).isNull();
    assertThat(cache.get(ANOTHER)).isNull();
  }

  @Test
  void whenNobodyKnowsWhatChangedAllIsForgotten() {
    load(DIGEST, Optional.of(CLIENT));

    cache.forget(new Changed.Anything());

    assertThat(cache.get(DIGEST)).isNull();
  }

  @Test
  void changesOfPeopleAndTokensForgetNone() {
    load(DIGEST, Optional.of(CLIENT));

    cache.forget(new Changed.User(1));
    cache.forget(new Changed.Group(1));
    cache.forget(new Changed.Token("0".repeat(64)));

    assertThat(cache.get(DIGEST)).isNotNull();
  }

  @Test
  void aLookUpThatBeganBeforeAChangeIsNotRememberedAfterIt() {
    AtomicReference<Consumer<Optional<KnownClient>>> store = new AtomicReference<>();
    CompletableFuture<ClientDecision> answer =
        cache
            .load(DIGEST, () -> Uni.createFrom().emitter(asked -> store.set(asked::complete)))
            .subscribeAsCompletionStage();

    cache.forget(new Changed.Client(CLIENT.id()));
    store.get().accept(Optional.of(CLIENT));

    assertThat(answer.join()).isEqualTo(new ClientDecision.Known(CLIENT));
    assertThat(cache.get(DIGEST)).isNull();
  }

  private void load(TokenDigest digest, Optional<KnownClient> found) {
    cache.load(digest, () -> Uni.createFrom().item(found)).await().indefinitely();
  }
}
