package dev.tokenward.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.user.Profile;
import dev.tokenward.verify.Principal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The body of {@code users/me}. It is asked for far more often than anything about a user changes,
 * so it is written once for each state of a user that requests are verified with, and kept for as
 * long as that state is.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.FSMS",
      "com.github.benmanes.caffeine.cache.WSMS"
    })
class CurrentUser {

  private static final int MOST_USERS = 10_000;

  /** By identity: a changed user is another object. */
  private final Cache<Profile, ConcurrentMap<UserJson.Actions, byte[]>> bodies =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST_USERS).build();

  private final ObjectWriter writer;

  @Inject
  CurrentUser(ObjectMapper mapper) {
    this.writer = mapper.writerFor(UserJson.class);
  }

  /** The owner of the credential, as seen by whoever holds it: JSON, not to be changed. */
  byte[] body(Principal caller) {
    Profile profile = caller.profile();
    UserJson.Actions actions = UserJson.Actions.on(profile, caller);
    return bodies
        .get(profile, unused -> new ConcurrentHashMap<>())
        .computeIfAbsent(actions, unused -> written(UserJson.of(profile, actions)));
  }

  private byte[] written(UserJson user) {
    try {
      return writer.writeValueAsBytes(user);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A user can always be written", impossible);
    }
  }
}
