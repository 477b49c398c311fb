package dev.tokenward.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Changed;
import dev.tokenward.store.LookUps;
import dev.tokenward.token.TokenDigest;
import dev.tokenward.user.Profile;
import dev.tokenward.verify.TokenLookup.Found;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the store said of tokens, by their digest.
 *
 * <p>What makes an entry stale: a change of the token, of its owner, of a group its owner is in, or
 * of the name of who made its owner. A change of a token removes its entry. A change of a user
 * marks the one {@link Owner} that all entries of the user share, so it costs the same for one
 * token and for a thousand.
 *
 * <p>A look-up that began before a change can't bring its answer in after it: see {@link LookUps}.
 *
 * <p>Unknown tokens are remembered too, in a cache of their own, so that a flood of them can't push
 * out the known ones; and briefly. A new token is never among them: nobody knows it before it is
 * stored.
 *
 * <p>The cache itself knows nothing of freshness and expiry: {@link TokenVerifier} checks both on
 * every use.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSMW",
      "com.github.benmanes.caffeine.cache.PSWMS",
      "com.github.benmanes.caffeine.cache.PW",
      "com.github.benmanes.caffeine.cache.SI",
      "com.github.benmanes.caffeine.cache.SSMSW",
      "com.github.benmanes.caffeine.cache.SSMW"
    })
class DecisionCache {

  private static final long BYTES_PER_MEGABYTE = 1024L * 1024;
  private static final int MOST_UNKNOWN = 20_000;
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

  private final Cache<TokenDigest, Remembered.Known> known;
  private final Cache<TokenDigest, Remembered.Unknown> unknown;

  /** An owner lives for as long as an entry refers to it. */
  private final Cache<Long, Owner> owners = Caffeine.newBuilder().weakValues().build();

  private final LookUps<TokenDigest, Optional<Found>, Remembered> lookUps =
      new LookUps<>(this::remember);

  @Inject
  DecisionCache(TokenwardSettings settings, ChangeFeed changes) {
    this(settings.cache().entries(), settings.cache().megabytes() * BYTES_PER_MEGABYTE);
    changes.onChange(this::forget);
  }

  /** A cache with two bounds: whichever is reached first holds. */
  DecisionCache(long mostEntries, long mostBytes) {
    long least = Math.max(1, mostBytes / mostEntries);
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher(
                (TokenDigest digest, Remembered.Known entry) ->
                    (int) Math.max(least, entry.estimatedBytes()))
            .build();
    this.unknown =
        Caffeine.newBuilder().maximumSize(MOST_UNKNOWN).expireAfterWrite(UNKNOWN_FOR).build();
  }

  /** What is remembered of a token, or null; allocates nothing and may be called on any thread. */
  @Nullable Remembered get(TokenDigest digest) {
    Remembered.@Nullable Known entry = known.getIfPresent(digest);
    if (entry == null) {
      return unknown.getIfPresent(digest);
    }
    return entry.owner().isStale() ? null : entry;
  }

  /**
   * Asks the store once this is subscribed to, together with all who ask for the same token
   * meanwhile, and remembers the answer unless something changed meanwhile.
   */
  Uni<Remembered> load(TokenDigest digest, Supplier<Uni<Optional<Found>>> query) {
    return lookUps.begin(digest, query);
  }

  /** How many look-ups were begun and are not answered yet. */
  int lookUpsUnderWay() {
    return lookUps.underWay();
  }

  /** Forgets what a change concerns; what is being looked up is not remembered. */
  void forget(Changed change) {
    lookUps.moveOn();
    if (change instanceof Changed.Token token) {
      TokenDigest digest = TokenDigest.ofHex(token.digest());
      known.invalidate(digest);
      unknown.invalidate(digest);
    } else if (change instanceof Changed.User user) {
      forgetOwner(owners.getIfPresent(user.id()));
    } else if (change instanceof Changed.Group group) {
      forgetOwners(owner -> owner.isIn(group.id()));
    } else if (change instanceof Changed.UserName name) {
      forgetOwners(owner -> owner.wasMadeBy(name.id()));
    } else if (change instanceof Changed.Anything) {
      known.invalidateAll();
      unknown.invalidateAll();
    }
  }

  /** How many known tokens are remembered, once what is too many has been pushed out. */
  long size() {
    known.cleanUp();
    return known.estimatedSize();
  }

  private Remembered remember(TokenDigest digest, Optional<Found> found, boolean current) {
    return found.isEmpty()
        ? rememberUnknown(digest, current)
        : rememberKnown(digest, found.get(), current);
  }

  private Remembered rememberUnknown(TokenDigest digest, boolean current) {
    if (current) {
      unknown.put(digest, Remembered.UNKNOWN);
    }
    return Remembered.UNKNOWN;
  }

  private Remembered rememberKnown(TokenDigest digest, Found found, boolean current) {
    Profile profile = found.principal().profile();
    if (!current) {
      return new Remembered.Known(found, Owner.of(profile));
    }
    Owner owner = owners.get(profile.id(), id -> Owner.of(profile));
    Remembered.Known entry = new Remembered.Known(found.with(owner.shared(profile)), owner);
    known.put(digest, entry);
    return entry;
  }

  /** Reads through all owners: for changes that are rare. */
  private void forgetOwners(Predicate<Owner> concerned) {
    owners.asMap().values().stream().filter(concerned).forEach(this::forgetOwner);
  }

  /**
   * In this order: who hears of a second change meanwhile and no longer finds the owner can rely on
   * it that the owner is marked.
   */
  private void forgetOwner(@Nullable Owner owner) {
    if (owner != null) {
      owner.markStale();
      owners.asMap().remove(owner.userId(), owner);
    }
  }
}
