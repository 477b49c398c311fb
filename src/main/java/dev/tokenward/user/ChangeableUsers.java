package dev.tokenward.user;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells for many users at once what {@link Actor#mayChange} tells for one. */
@Singleton
public class ChangeableUsers {

  /**
   * Leaves out those whom an actor may not change.
   *
   * @param actor who asks
   * @param ids numbers of users
   * @return the numbers of those who may be changed; read within the caller's session
   */
  public Uni<Set<Long>> among(Actor actor, Set<Long> ids) {
    return actor.isSuperuser() || ids.isEmpty()
        ? Uni.createFrom().item(ids)
        : User.withSignsOfPower()
            .map(powerful -> powerful.stream().filter(ids::contains).toList())
            .chain(powerful -> User.withIds(powerful))
            .map(powerful -> without(powerful, actor, ids));
  }

  private static Set<Long> without(List<User> powerful, Actor actor, Set<Long> ids) {
    Set<Long> above =
        powerful.stream()
            .map(User::profile)
            .filter(profile -> !actor.mayChange(profile))
            .map(Profile::id)
            .collect(Collectors.toUnmodifiableSet());
    return ids.stream().filter(id -> !above.contains(id)).collect(Collectors.toUnmodifiableSet());
  }
}
