package dev.tokenward.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.eventloop.BoundedCache;
import dev.tokenward.user.Profile;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a token that counts. It is written once for each state of a token and its owner,
 * and told for as long as the number of days that are left is the same.
 */
@Singleton
class IntrospectionBodies {

  /** All that is told of any other token (RFC 7662 section 2.2). */
  static final String INACTIVE = "{\"active\":false}";

  /** The one client that issues tokens: people, by this service. */
  private static final String CLIENT = "personal-access-token";

  private static final int MOST_TOKENS = 10_000;

  /** By the id of the token. */
  private final Cache<UUID, Written> bodies = BoundedCache.ofAtMost(MOST_TOKENS);

  private final String issuer;
  private final Clock clock;

  @Inject
  IntrospectionBodies(AppSettings settings, Clock clock) {
    this.issuer = BaseUrl.of(settings).text();
    this.clock = clock;
  }

  /** What is told of a token, given the scopes that were registered where they matter. */
  Buffer active(Principal principal, List<String> registered) {
    TokenInUse token = principal.token().orElseThrow();
    long days = Duration.between(clock.instant(), token.expiresAt()).toDays();
    @Nullable Written last = bodies.getIfPresent(token.id());
    if (last != null && last.isAbout(principal, registered, days)) {
      return last.json();
    }
    Buffer json = Buffer.buffer(json(principal, token, registered, days));
    bodies.put(token.id(), new Written(principal, registered, days, json));
    return json;
  }

  private String json(Principal principal, TokenInUse token, List<String> registered, long days) {
    Profile owner = principal.profile();
    List<String> scopes = AllowedScopes.of(principal, registered);
    List<String> audience = token.restriction().audience();
    JsonObject json = new JsonObject().put("active", true);
    if (!scopes.isEmpty()) {
      json.put("scope", String.join(" ", scopes));
    }
    json.put("client_id", CLIENT)
        .put("username", owner.username())
        .put("token_type", "Bearer")
        .put("exp", token.expiresAt().getEpochSecond())
        .put("iat", token.createdAt().getEpochSecond())
        .put("nbf", token.createdAt().getEpochSecond())
        .put("sub", Long.toString(owner.id()));
    if (!audience.isEmpty()) {
      json.put("aud", new JsonArray(new ArrayList<>(audience)));
    }
    return json.put("iss", issuer)
        .put("jti", token.id().toString())
        .put("ext", new JsonObject().put("token_name", token.name()).put("expires_in_days", days))
        .encode();
  }

  /** What was written for one state of a token, its owner and the vocabulary, on one day. */
  private record Written(Principal principal, List<String> registered, long days, Buffer json) {

    boolean isAbout(Principal other, List<String> others, long left) {
      return days == left && registered == others && principal.equals(other);
    }
  }
}
