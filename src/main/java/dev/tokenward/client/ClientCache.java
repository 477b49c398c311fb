package dev.tokenward.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Changed;
import dev.tokenward.store.LookUps;
import dev.tokenward.token.TokenDigest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose secrets are whose, by their digest. Clients are few and change seldom, so any change of one
 * forgets all of them; a change of tokens or people forgets none. A look-up that began before a
 * change can't bring its answer in after it: see {@link LookUps}.
 *
 * <p>Unknown secrets are remembered too, briefly and in a cache of their own, so that a flood of
 * them can't push out the known ones. A new secret is never among them: nobody knows it before it
 * is stored.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSMS",
      "com.github.benmanes.caffeine.cache.PSWMS",
      "com.github.benmanes.caffeine.cache.SSMS",
      "com.github.benmanes.caffeine.cache.SSMSW"
    })
class ClientCache {

  private static final int MOST_KNOWN = 10_000;
  private static final int MOST_UNKNOWN = 20_000;
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

  private final Cache<TokenDigest, ClientDecision.Known> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private final Cache<TokenDigest, ClientDecision.Refused> unknown =
      Caffeine.newBuilder().maximumSize(MOST_UNKNOWN).expireAfterWrite(UNKNOWN_FOR).build();
  private final LookUps<TokenDigest, Optional<KnownClient>, ClientDecision> lookUps =
      new LookUps<>(this::remember);

  @Inject
  ClientCache(ChangeFeed changes) {
    this();
    changes.onChange(this::forget);
  }

  ClientCache() {}

  /** What is remembered of a secret, or null; may be called on any thread. */
  @Nullable ClientDecision get(TokenDigest digest) {
    @Nullable ClientDecision client = known.getIfPresent(digest);
    return client == null ? unknown.getIfPresent(digest) : client;
  }

  /** Asks the store once this is subscribed to, and remembers the answer unless it is too old. */
  Uni<ClientDecision> load(TokenDigest digest, Supplier<Uni<Optional<KnownClient>>> query) {
    return lookUps.begin(digest, query);
  }

  /** Forgets what a change concerns; what is being looked up is not remembered. */
  void forget(Changed change) {
    if (change instanceof Changed.Client || change instanceof Changed.Anything) {
      lookUps.moveOn();
      known.invalidateAll();
      unknown.invalidateAll();
    }
  }

  private ClientDecision remember(
      TokenDigest digest, Optional<KnownClient> found, boolean current) {
    ClientDecision decision = decision(found);
    if (current && decision instanceof ClientDecision.Known client) {
      known.put(digest, client);
    } else if (current && decision instanceof ClientDecision.Refused refused) {
      unknown.put(digest, refused);
    }
    return decision;
  }

  /** What the store's answer means. */
  static ClientDecision decision(Optional<KnownClient> found) {
    return found
        .<ClientDecision>map(ClientDecision.Known::new)
        .orElseGet(ClientDecision.Refused::new);
  }
}
