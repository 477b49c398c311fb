package dev.tokenward.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tokenward.eventloop.BoundedCache;
import dev.tokenward.http.Introduction;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may pass, as headers for the backend: always all of them and none of them empty, because a
 * header that is missing is one that a client could send itself through some proxies. They are
 * written once for each state of a token and its owner, and the most used are kept.
 */
@Singleton
class IdentityHeaders {

  /** The names, in the order of {@link #values}: those of oauth2-proxy, of Authelia, and ours. */
  static final List<String> NAMES =
      List.of(
          "X-Auth-Request-User",
          "X-Auth-Request-Preferred-Username",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Email",
          "Remote-User",
          "Remote-Groups",
          "Remote-Name",
          "Remote-Email",
          "X-Auth-Token-Id",
          "X-Auth-Token-Scopes",
          "X-Auth-Token-Expires");

  /** The scopes of a token that has none: all that its owner may do. */
  private static final String ALL_SCOPES = "*";

  private static final int MOST_TOKENS = 10_000;

  private static final CharSequence[] ENCODED_NAMES =
      NAMES.stream().map(HttpHeaders::createOptimized).toArray(CharSequence[]::new);

  /** Those of a request of which nobody knows whose it is. */
  static final Introduction.Ready NOBODY = IdentityHeaders::addNobodyTo;

  /** By the id of the token. */
  private final Cache<UUID, Written> written = BoundedCache.ofAtMost(MOST_TOKENS);

  /** Those of somebody. */
  Introduction.Ready of(Principal caller) {
    UUID token = caller.token().orElseThrow().id();
    @Nullable Written last = written.getIfPresent(token);
    if (last != null && last.caller().equals(caller)) {
      return last;
    }
    Written fresh = new Written(caller, values(caller).map(HttpHeaders::createOptimized).toList());
    written.put(token, fresh);
    return fresh;
  }

  /** What somebody's headers say, in the order of {@link #NAMES}. */
  static Stream<String> values(Principal caller) {
    Profile profile = caller.profile();
    TokenInUse token = caller.token().orElseThrow();
    List<String> scopes = token.restriction().scopes();
    String username = HeaderText.of(profile.username());
    String groups = HeaderText.of(profile.groups().stream().map(Membership::name).toList());
    String email = HeaderText.of(profile.email());
    return Stream.of(
        Long.toString(profile.id()),
        username,
        groups,
        email,
        username,
        groups,
        HeaderText.of(profile.fullName()),
        email,
        token.id().toString(),
        scopes.isEmpty() ? ALL_SCOPES : String.join(" ", scopes),
        token.expiresAt().toString());
  }

  private static void addNobodyTo(MultiMap headers) {
    for (CharSequence name : ENCODED_NAMES) {
      headers.add(name, HeaderText.NONE);
    }
  }

  /** What was written for one state of a token and its owner. */
  private record Written(Principal caller, List<CharSequence> values)
      implements Introduction.Ready {

    @Override
    public void addTo(MultiMap headers) {
      for (int i = 0; i < ENCODED_NAMES.length; i++) {
        headers.add(ENCODED_NAMES[i], values.get(i));
      }
    }
  }
}
