package dev.tokenward.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.github.benmanes.caffeine.cache.Cache;
import dev.tokenward.eventloop.BoundedCache;
import dev.tokenward.http.DirectAnswer;
import dev.tokenward.user.Profile;
import dev.tokenward.verify.Principal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code users/me}. It is asked for far more often than anything about a user changes,
 * so it is written once for each state of a user that requests are verified with, and kept for as
 * long as that state is.
 */
@Singleton
class CurrentUser implements DirectAnswer {

  private static final int MOST_USERS = 10_000;

  /** By the id of the user. */
  private final Cache<Long, Written> bodies = BoundedCache.ofAtMost(MOST_USERS);

  private final ObjectWriter writer;

  @Inject
  CurrentUser(ObjectMapper mapper) {
    this.writer = mapper.writerFor(UserJson.class);
  }

  @Override
  public String path() {
    return "/api/v1/users/me";
  }

  /** The owner of the credential, as seen by whoever holds it. */
  @Override
  public byte[] body(Principal caller) {
    Profile profile = caller.profile();
    UserJson.Actions actions = UserJson.Actions.on(profile, caller);
    return written(profile)
        .bodies()
        .computeIfAbsent(actions, unused -> write(UserJson.of(profile, actions)));
  }

  /** Mostly the very same profile comes again, which {@code Objects.equals} sees at once. */
  private Written written(Profile profile) {
    @Nullable Written last = bodies.getIfPresent(profile.id());
    if (last != null && Objects.equals(last.profile(), profile)) {
      return last;
    }
    Written fresh = new Written(profile, new ConcurrentHashMap<>());
    bodies.put(profile.id(), fresh);
    return fresh;
  }

  private byte[] write(UserJson user) {
    try {
      return writer.writeValueAsBytes(user);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A user can always be written", impossible);
    }
  }

  /** What was written of one state of a user, by what its reader may do with the user. */
  private record Written(Profile profile, ConcurrentMap<UserJson.Actions, byte[]> bodies) {}
}
