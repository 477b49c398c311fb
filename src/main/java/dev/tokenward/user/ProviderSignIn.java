package dev.tokenward.user;

import dev.tokenward.audit.Refusals;
import dev.tokenward.config.OpenIdConnectSettings;
import dev.tokenward.store.Author;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who somebody is here whom an OpenID Connect provider vouches for, and brings the groups
 * up to date that the provider has a say in. Everything happens in one transaction that locks the
 * user, so that sign-ins of one person follow each other, and is told to all replicas as any other
 * change of rights.
 */
@Singleton
public class ProviderSignIn {

  private static final Logger LOG = Logger.getLogger(ProviderSignIn.class);

  private final ChangeFeed changes;
  private final PasswordHasher hasher;
  private final UserService users;
  private final Refusals refusals;
  private final Clock clock;
  private final ProviderGroups groups;
  private final boolean links;
  private final boolean creates;

  @Inject
  ProviderSignIn(
      ChangeFeed changes,
      PasswordHasher hasher,
      UserService users,
      Refusals refusals,
      Clock clock,
      OpenIdConnectSettings settings) {
    this.changes = changes;
    this.hasher = hasher;
    this.users = users;
    this.refusals = refusals;
    this.clock = clock;
    this.groups = ProviderGroups.of(settings);
    this.links = settings.linkUsers();
    this.creates = settings.createUsers();
  }

  /**
   * Signs somebody in. Call it on a duplicated Vert.x context, on which the provider is {@link
   * Author#current the author}.
   *
   * @param who what the provider says about them
   * @return who they are here, or why they are nobody; fails with {@link
   *     dev.tokenward.problem.Problem.Unavailable} when too many passwords are being hashed
   */
  public Uni<ProviderOutcome> signIn(ProviderIdentity who) {
    Author provider = Author.current();
    return Uni.createFrom()
        .deferred(() -> attempt(who))
        .onFailure(StoreFailure::isDuplicate)
        .retry()
        .atMost(1)
        .invoke(outcome -> noteRefusal(outcome, provider, who.subject()));
  }

  private void noteRefusal(ProviderOutcome outcome, Author provider, String subject) {
    if (!(outcome instanceof ProviderOutcome.Accepted)) {
      refusals.signIn(provider, subject, reason(outcome));
    }
  }

  private static String reason(ProviderOutcome outcome) {
    if (outcome instanceof ProviderOutcome.Disabled) {
      return "disabled user";
    }
    if (outcome instanceof ProviderOutcome.NameTaken) {
      return "username taken";
    }
    return outcome instanceof ProviderOutcome.Nameless ? "no username" : "unknown user";
  }

  /** A password that nobody knows is made before the transaction: it takes long. */
  private Uni<ProviderOutcome> attempt(ProviderIdentity who) {
    return creates
        ? Sessions.reading(() -> LinkedIdentity.of(who))
            .chain(link -> link == null ? unknownPassword() : Uni.createFrom().nullItem())
            .chain(hash -> inTransaction(who, hash))
        : inTransaction(who, null);
  }

  private Uni<@Nullable String> unknownPassword() {
    return hasher.hash(Password.generate()).map(hash -> hash);
  }

  private Uni<ProviderOutcome> inTransaction(ProviderIdentity who, @Nullable String hash) {
    return changes.inTransaction(
        () ->
            LinkedIdentity.of(who)
                .chain(link -> link == null ? firstTime(who, hash) : again(link, who)));
  }

  private Uni<ProviderOutcome> again(LinkedIdentity link, ProviderIdentity who) {
    link.see(now());
    return User.byIdForUpdate(link.userId).chain(user -> admitted(user, who));
  }

  private Uni<ProviderOutcome> firstTime(ProviderIdentity who, @Nullable String hash) {
    if (!links && !creates) {
      return outcome(new ProviderOutcome.Unknown());
    }
    Optional<String> username = who.username().filter(Username::isAcceptable);
    return username.isEmpty()
        ? outcome(new ProviderOutcome.Nameless())
        : User.byUsernameForUpdate(username.get())
            .chain(user -> user == null ? created(who, username.get(), hash) : linked(user, who));
  }

  /** Whoever may do everything is never taken over by a name that somebody has elsewhere. */
  private Uni<ProviderOutcome> linked(User user, ProviderIdentity who) {
    Profile profile = user.profile();
    boolean isPowerful =
        profile.allow(PermissionKey.SUPERUSER) || profile.allow(PermissionKey.ADMIN);
    if (!links || isPowerful) {
      return outcome(new ProviderOutcome.NameTaken());
    }
    return LinkedIdentity.isLinked(user.id, who.issuer())
        .chain(
            taken ->
                taken
                    ? outcome(new ProviderOutcome.NameTaken())
                    : admitted(user, who).call(outcome -> link(user, who, outcome)));
  }

  private Uni<?> link(User user, ProviderIdentity who, ProviderOutcome outcome) {
    if (!(outcome instanceof ProviderOutcome.Accepted)) {
      return Uni.createFrom().voidItem();
    }
    LOG.infof("User %d is linked to an identity at %s.", user.id, who.issuer());
    return new LinkedIdentity(who, user.id, now()).persistAndFlush();
  }

  private Uni<ProviderOutcome> created(
      ProviderIdentity who, String username, @Nullable String hash) {
    if (hash == null) {
      return outcome(new ProviderOutcome.Unknown());
    }
    UserChanges fields =
        UserChanges.activeUser(
                username, who.firstName().orElse(username), new Password(""), Permissions.NONE)
            .withLastNameAndEmail(change(who.lastName()), change(who.email()));
    return users
        .insertUnchecked(fields, hash)
        .chain(user -> admitted(user, who).call(outcome -> link(user, who, outcome)));
  }

  private static Change<String> change(Optional<String> value) {
    return value.map(Change::to).orElseGet(Change::none);
  }

  private Uni<ProviderOutcome> admitted(@Nullable User user, ProviderIdentity who) {
    return user == null || !user.activated
        ? outcome(new ProviderOutcome.Disabled())
        : UserGroup.withNames(groups.candidates(who.groups()))
            .invoke(found -> join(user, groups.membership(user.groups, found, who.groups())))
            .chain(() -> user.<User>persistAndFlush())
            .map(saved -> new ProviderOutcome.Accepted(saved.profile()));
  }

  private static void join(User user, Set<UserGroup> wanted) {
    if (!user.groups.equals(wanted)) {
      user.joinOnly(wanted);
    }
  }

  private static Uni<ProviderOutcome> outcome(ProviderOutcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
