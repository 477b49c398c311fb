package dev.tokenward.user;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the administrator of a new installation: when there is no user at all, and only then.
 * Replicas that start together make one between them.
 */
@Singleton
public class FirstAdministrator {

  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

  private final TokenwardSettings.Admin settings;
  private final PasswordHasher hasher;
  private final UserService users;

  @Inject
  FirstAdministrator(TokenwardSettings settings, PasswordHasher hasher, UserService users) {
    this.settings = settings.admin();
    this.hasher = hasher;
    this.users = users;
  }

  /**
   * An administrator that was made.
   *
   * @param username who may sign in now
   * @param generatedPassword the password, when it was generated and so has to be shown
   */
  public record Made(String username, Optional<Password> generatedPassword) {}

  /**
   * Makes the administrator if there is no user. Call it on a duplicated Vert.x context.
   *
   * @return the administrator, or empty when there were users already; waits while the database
   *     does not answer, and while the schema does not exist yet, because another process may be
   *     migrating it
   */
  public Uni<Optional<Made>> makeIfThereIsNoUser() {
    return Sessions.reading(() -> User.count())
        .chain(users -> users > 0 ? Uni.createFrom().item(Optional.<Made>empty()) : make())
        .onFailure(
            failure -> StoreFailure.isMissingSchema(failure) || StoreFailure.isOutage(failure))
        .retry()
        .withBackOff(NEXT_LOOK, NEXT_LOOK)
        .indefinitely();
  }

  private Uni<Optional<Made>> make() {
    Optional<Password> given = settings.password().map(Password::new);
    Password password = given.orElseGet(Password::generate);
    Optional<Password> generated = given.isPresent() ? Optional.empty() : Optional.of(password);
    return hasher
        .hash(password)
        .chain(hash -> Sessions.writing(() -> insertIfStillNone(password, hash)))
        .map(
            inserted ->
                inserted
                    ? Optional.of(new Made(settings.username(), generated))
                    : Optional.<Made>empty());
  }

  private Uni<Boolean> insertIfStillNone(Password password, String hash) {
    UserChanges administrator =
        UserChanges.activeUser(
            settings.username(), "Administrator", password, Permissions.SUPERUSER);
    return lockOutOtherReplicas()
        .chain(() -> User.count())
        .chain(
            count ->
                count > 0
                    ? Uni.createFrom().item(false)
                    : users.insertUnchecked(administrator, hash).replaceWith(true));
  }

  private static Uni<Void> lockOutOtherReplicas() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("lock table users in share row exclusive mode")
                    .executeUpdate())
        .replaceWithVoid();
  }
}
