package dev.tokenward.token;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import dev.tokenward.token.TokenInspection.State;
import dev.tokenward.user.Actor;
import dev.tokenward.user.ChangeableUsers;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.ScopeService;
import dev.tokenward.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds, inspects and revokes the tokens of everybody. Each method runs on a duplicated Vert.x
 * context and fails with a {@link ProblemException} where the domain refuses. Whether the caller is
 * an administrator at all is checked before.
 */
@Singleton
public class TokenAdministration {

  /**
   * Where last uses are written down, many tokens are locked in any order. Of two who wait for each
   * other PostgreSQL ends one, and that may be this one more than once.
   */
  private static final int MOST_REPETITIONS = 3;

  private final TokenService tokens;
  private final TokenFormat format;
  private final UserService users;
  private final ChangeableUsers changeable;
  private final ScopeService scopes;
  private final ChangeFeed changes;
  private final Clock clock;

  @Inject
  TokenAdministration(
      TokenService tokens,
      TokenFormat format,
      UserService users,
      ChangeableUsers changeable,
      ScopeService scopes,
      ChangeFeed changes,
      Clock clock) {
    this.tokens = tokens;
    this.format = format;
    this.users = users;
    this.changeable = changeable;
    this.scopes = scopes;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Finds tokens of everybody.
   *
   * @param query which
   * @param part which part of them, sorted and searched how
   * @return that part
   */
  public Uni<Page<OwnedToken>> find(TokenQuery query, PageRequest part) {
    return Sessions.reading(() -> EverybodysTokens.find(query, part, now()))
        .chain(page -> owned(page.rows()).map(rows -> new Page<>(page.total(), rows)));
  }

  /**
   * Finds one token, whosever it is and whether or not it is live.
   *
   * @param id the token's id
   * @return the token; fails with {@link Problem.NotFoundSilently}
   */
  public Uni<OwnedToken> find(UUID id) {
    return owned(List.of(id)).map(TokenAdministration::onlyOf);
  }

  /**
   * Tells whose a token is and what it can do. It does not count as used by that, and nothing of
   * what is presented is kept.
   *
   * @param presented what may be a token, of any length
   * @return the token as it is now; fails with {@link Problem.NotFoundSilently} for what is none of
   *     ours, be it malformed or unknown
   */
  public Uni<TokenInspection> inspect(String presented) {
    return format
        .parse(presented)
        .map(secret -> Sessions.reading(() -> PersonalAccessToken.idsOf(secret.digest())))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .chain(this::owned)
        .map(TokenAdministration::onlyOf)
        .chain(this::inspection);
  }

  /**
   * Revokes one token, whosever it is.
   *
   * @param actor who asks
   * @param id the token's id
   * @return that it is revoked, or was before; the token is refused everywhere once this has an
   *     item. Fails with {@link Problem.NotFoundSilently}, or with {@link Problem.Forbidden} when
   *     the actor may not change its owner
   */
  public Uni<Revocation> revoke(Actor actor, UUID id) {
    return find(id)
        .invoke(found -> mustBeAbleToChange(actor, found.owner()))
        .chain(found -> tokens.revoke(found.owner().id(), id));
  }

  /**
   * Revokes many tokens in one transaction. Those of owners whom the actor may not change are left
   * alive, unless it is one owner who is named.
   *
   * @param actor who asks
   * @param wanted which
   * @return how many were revoked by this; they are refused everywhere once this has an item. Fails
   *     with {@link Problem.Invalid} for an owner who is not there, or with {@link
   *     Problem.Forbidden} when the actor may not change the owner, or end tokens of everybody by
   *     their age
   */
  public Uni<Integer> revoke(Actor actor, MassRevocation wanted) {
    if (wanted.isOfEverybodysByAge() && !actor.rights().areUnlimited()) {
      return Uni.createFrom()
          .failure(new ProblemException(Problem.Forbidden.without(PermissionKey.SUPERUSER)));
    }
    return ownerMayBeChanged(actor, wanted.userId())
        .chain(
            () ->
                changes
                    .inLongTransaction(() -> revokeOfChangeable(actor, wanted))
                    .onFailure(StoreFailure::isDeadlock)
                    .retry()
                    .atMost(MOST_REPETITIONS));
  }

  /**
   * Counts what a revocation of many would end.
   *
   * @param wanted which
   * @return how many of them can still be used at the moment, also those whose owners the actor may
   *     not change
   */
  public Uni<Long> countLive(MassRevocation wanted) {
    return Sessions.reading(() -> EverybodysTokens.countLive(wanted, now()));
  }

  private Uni<Integer> revokeOfChangeable(Actor actor, MassRevocation wanted) {
    return EverybodysTokens.lockOwners(wanted)
        .chain(owners -> changeable.among(actor, owners))
        .chain(owners -> EverybodysTokens.revoke(wanted, owners, now()));
  }

  private Uni<Void> ownerMayBeChanged(Actor actor, @Nullable Long id) {
    return id == null
        ? Uni.createFrom().voidItem()
        : users
            .known(Set.of(id))
            .invoke(known -> mustBeAbleToChange(actor, undeleted(known.get(id))))
            .replaceWithVoid();
  }

  private static Profile undeleted(@Nullable Profile owner) {
    if (owner == null || owner.deletedAt() != null) {
      throw new ProblemException(
          new Problem.Invalid(Map.of("user_id", List.of("The selected user id is invalid."))));
    }
    return owner;
  }

  private static void mustBeAbleToChange(Actor actor, Profile owner) {
    if (!actor.mayChange(owner)) {
      throw forbidden();
    }
  }

  private static ProblemException forbidden() {
    return new ProblemException(Problem.Forbidden.whateverTheScopes());
  }

  private Uni<TokenInspection> inspection(OwnedToken found) {
    State state = state(found, now());
    return permissions(found, state)
        .map(permissions -> new TokenInspection(found, state, permissions));
  }

  private Uni<List<String>> permissions(OwnedToken found, State state) {
    return state == State.LIVE
        ? scopes.allowedBy(found.token().restriction().narrow(found.owner()))
        : Uni.createFrom().item(List.of());
  }

  private static State state(OwnedToken found, Instant now) {
    Token token = found.token();
    if (token.revokedAt() != null) {
      return State.REVOKED;
    }
    if (!now.isBefore(token.expiresAt())) {
      return State.EXPIRED;
    }
    return found.owner().isActive() ? State.LIVE : State.OWNER_INACTIVE;
  }

  /** The tokens of these ids that there are, in the same order. */
  private Uni<List<OwnedToken>> owned(List<UUID> ids) {
    return Sessions.reading(() -> tokens(ids)).chain(this::withOwners);
  }

  private Uni<TokenList> tokens(List<UUID> ids) {
    LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
    return PersonalAccessToken.withIds(ids)
        .chain(rows -> TokenDayUses.of(ids, today).map(uses -> inOrder(ids, rows, uses)))
        .chain(
            tokens -> PersonalAccessClient.theOne().map(client -> new TokenList(tokens, client)));
  }

  private static List<Token> inOrder(
      List<UUID> ids, List<PersonalAccessToken> rows, Map<UUID, Token.Uses> uses) {
    Map<UUID, Integer> places = new HashMap<>();
    ids.forEach(id -> places.put(id, places.size()));
    return rows.stream()
        .sorted(Comparator.comparing(row -> Objects.requireNonNull(places.get(row.id))))
        .map(row -> row.token(uses.getOrDefault(row.id, Token.Uses.NONE)))
        .toList();
  }

  private Uni<List<OwnedToken>> withOwners(TokenList list) {
    Set<Long> ids =
        list.tokens().stream().map(Token::userId).collect(Collectors.toUnmodifiableSet());
    return users.known(ids).map(owners -> withOwners(list, owners));
  }

  /** A foreign key makes sure that nobody is missing. */
  private static List<OwnedToken> withOwners(TokenList list, Map<Long, Profile> owners) {
    return list.tokens().stream()
        .map(
            token ->
                new OwnedToken(
                    token, list.client(), Objects.requireNonNull(owners.get(token.userId()))))
        .toList();
  }

  private static OwnedToken onlyOf(List<OwnedToken> found) {
    if (found.isEmpty()) {
      throw new ProblemException(new Problem.NotFoundSilently());
    }
    return found.get(0);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
