package dev.tokenward.token;

import dev.tokenward.config.ApiSettings;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Sessions;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.ScopeService;
import dev.tokenward.user.TokenRevocation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues, lists and revokes tokens. Each method runs on a duplicated Vert.x context, in a
 * transaction of its own where it writes.
 */
@Singleton
public class TokenService implements TokenRevocation {

  private final TokenFormat format;
  private final ChangeFeed changes;
  private final ScopeService scopes;
  private final Clock clock;
  private final IssuingRules rules;
  private final UngovernedInsert ungoverned;

  @Inject
  TokenService(
      TokenFormat format,
      ChangeFeed changes,
      ScopeService scopes,
      Clock clock,
      ApiSettings settings,
      UngovernedInsert ungoverned) {
    this.changes = changes;
    this.format = format;
    this.scopes = scopes;
    this.clock = clock;
    this.rules = new IssuingRules(new TokenLife(settings.tokenExpirationYears()));
    this.ungoverned = ungoverned;
  }

  /**
   * Issues a token. Once this has an item, the token is durable and works on every replica.
   *
   * @param maker the credential that asks
   * @param request what is asked for; respects left unrestricted are inherited from the maker
   * @return the token with its text; fails with {@link ProblemException} of {@link Problem.Invalid}
   *     when it would end in the past, too late, be wider than its maker, name a scope that there
   *     is not, or break the policy that counts for its owner at this moment
   */
  public Uni<IssuedToken> issue(Maker maker, TokenRequest request) {
    Instant now = now();
    Violations violations = new Violations();
    Draft draft = draft(maker, request, PolicyRules.NONE, now, violations);
    return violations.isEmpty() && scopes.areBuiltIn(draft.scopes())
        ? ungoverned
            .insert(draft.row(), MakerRows.of(maker))
            .chain(
                stored ->
                    stored
                        ? Uni.createFrom().item(draft.issued())
                        : issueUnderPolicy(maker, request, now))
        : issueUnderPolicy(maker, request, now);
  }

  private Uni<IssuedToken> issueUnderPolicy(Maker maker, TokenRequest request, Instant now) {
    return Sessions.writing(
        () ->
            TokenPolicies.forNextToken(maker.userId(), request.name(), now)
                .call(
                    policy ->
                        MakerRows.of(maker)
                            .lock(maker.userId())
                            .invoke(TokenService::refuseIfEnded))
                .chain(policy -> insert(maker, request, policy, now)));
  }

  private static void refuseIfEnded(boolean counts) {
    if (!counts) {
      throw new ProblemException(
          new Problem.Unauthenticated("the credential ended while a token was made with it"));
    }
  }

  /**
   * Issues a token that no policy counts for: for the operator, who may have to help out people
   * whom a policy has shut out. The audit log tells that it was done so.
   *
   * @param maker as for {@link #issue}
   * @param request as for {@link #issue}
   * @return as {@link #issue}
   */
  public Uni<IssuedToken> issueBeyondPolicy(Maker maker, TokenRequest request) {
    Instant now = now();
    return Sessions.writing(
        () ->
            Uni.createFrom()
                .item(PolicyRules.NONE)
                .chain(policy -> insert(maker, request, policy, now))
                .call(issued -> IgnoredPolicy.note(issued.token())));
  }

  /**
   * What holds for the next token that a credential makes.
   *
   * @param maker the credential
   * @return the limits at this moment; another creation or change of a policy may change them
   */
  public Uni<TokenLimits> limits(Maker maker) {
    Instant now = now();
    return Sessions.reading(
            () ->
                TokenPolicies.of(maker.userId())
                    .chain(policy -> TokenPolicies.rules(policy, maker.userId(), "", now)))
        .map(policy -> limits(maker, policy, now));
  }

  private TokenLimits limits(Maker maker, PolicyRules policy, Instant now) {
    return new TokenLimits(
        policy.policy(),
        policy.mayCreate(),
        policy.expiresAt(rules, maker, new Expiry.Latest(), now, new Violations()),
        policy.tokensLeft(),
        format.chosen(policy.policy().prefix()));
  }

  private Uni<IssuedToken> insert(
      Maker maker, TokenRequest request, PolicyRules policy, Instant now) {
    Violations violations = new Violations();
    Draft draft = draft(maker, request, policy, now, violations);
    violations.throwIfAny();
    return scopes
        .areKnown(draft.scopes())
        .invoke(TokenService::refuseUnlessKnown)
        .chain(() -> draft.row().<PersonalAccessToken>persist())
        .map(stored -> draft.issued());
  }

  /** A token that is not stored yet, and must not be where anything is violated. */
  private record Draft(PersonalAccessToken row, TokenSecret secret) {

    List<String> scopes() {
      return List.of(row.scopes);
    }

    IssuedToken issued() {
      return new IssuedToken(row.token(Token.Uses.NONE), secret);
    }
  }

  private Draft draft(
      Maker maker, TokenRequest request, PolicyRules policy, Instant now, Violations violations) {
    Restriction restriction = rules.restriction(maker, request.restriction(), violations);
    Instant expiresAt = policy.expiresAt(rules, maker, request.expiry(), now, violations);
    TokenRequest bounded =
        request.withThrottle(rules.throttle(maker, request.throttlePerMinute(), violations));
    policy.check(request, restriction, violations);
    TokenSecret secret = format.generate(policy.policy().prefix());
    return new Draft(
        new PersonalAccessToken(maker, secret, bounded, restriction, now, expiresAt), secret);
  }

  /**
   * What is stored of one token, but for how often it was used.
   *
   * @param id the token's id
   * @return the token; fails with {@link Problem.NotFound} when there is none any more
   */
  public Uni<Token> find(UUID id) {
    return Sessions.reading(() -> PersonalAccessToken.byId(id))
        .map(
            row -> {
              if (row == null) {
                throw noneInUse();
              }
              return row.token(Token.Uses.NONE);
            });
  }

  /**
   * What a question about the token in use fails with where there is none.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  public static ProblemException noneInUse() {
    return new ProblemException(
        new Problem.NotFound("There is no token in this request. Send one to learn about it."));
  }

  /**
   * Lists a user's tokens.
   *
   * @param userId the owner
   * @param withExpired whether expired ones are listed too
   * @param withRevoked whether revoked ones are listed too
   * @return the tokens, newest first
   */
  public Uni<TokenList> list(long userId, boolean withExpired, boolean withRevoked) {
    Instant now = now();
    return Sessions.reading(
        () ->
            PersonalAccessToken.ofUser(userId, now, withExpired, withRevoked)
                .chain(rows -> withUses(rows, userId, now))
                .chain(TokenService::withClient));
  }

  /**
   * Revokes one token.
   *
   * @param userId the owner
   * @param id the token's id
   * @return how it ended; the token is refused everywhere once this has an item
   */
  public Uni<Revocation> revoke(long userId, UUID id) {
    return changes
        .inTransaction(() -> PersonalAccessToken.revoke(id, userId, now()))
        .chain(
            changed ->
                changed > 0
                    ? Uni.createFrom().item(new Revocation.Revoked())
                    : revokedBefore(userId, id));
  }

  /**
   * Revokes a token that somebody presents, whosever it is.
   *
   * @param presented the token, as {@link TokenFormat#parse} read it
   * @param services the names of whoever presents it; only a token that is meant for one of them is
   *     revoked. Empty for somebody to whom it was given, who may end any
   * @return whether it was live until now; if so, it is refused everywhere from then on
   */
  public Uni<Boolean> revoke(TokenSecret presented, Optional<List<String>> services) {
    byte[] digest = presented.digest();
    return changes
        .inTransaction(() -> PersonalAccessToken.revoke(digest, services, now()))
        .map(changed -> changed > 0);
  }

  @Override
  public Uni<Integer> revokeAllOf(long userId) {
    return EverybodysTokens.revokeAllOf(userId, now());
  }

  private static void refuseUnlessKnown(boolean known) {
    if (!known) {
      throw new ProblemException(
          new Problem.Invalid(Map.of("scopes", List.of("The selected scopes is invalid."))));
    }
  }

  private static Uni<Revocation> revokedBefore(long userId, UUID id) {
    return Sessions.reading(() -> PersonalAccessToken.exists(id, userId))
        .map(exists -> exists ? new Revocation.AlreadyRevoked() : new Revocation.NotFound());
  }

  private static Uni<List<Token>> withUses(
      List<PersonalAccessToken> rows, long userId, Instant now) {
    return TokenDayUses.ofUser(userId, LocalDate.ofInstant(now, ZoneOffset.UTC))
        .map(
            uses ->
                rows.stream()
                    .map(row -> row.token(uses.getOrDefault(row.id, Token.Uses.NONE)))
                    .toList());
  }

  private static Uni<TokenList> withClient(List<Token> tokens) {
    return PersonalAccessClient.theOne().map(client -> new TokenList(tokens, client));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
