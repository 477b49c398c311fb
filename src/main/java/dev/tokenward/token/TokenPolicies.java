package dev.tokenward.token;

import dev.tokenward.token.PolicyRules.Holdings;
import dev.tokenward.token.TokenPolicy.Creation;
import dev.tokenward.user.Administrators;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of policies when a token is to be made; on the current session. One query
 * where nothing is demanded, and never more than what is demanded needs.
 */
final class TokenPolicies {

  private static final String OF_USER =
      """
      select creation, max_life_days, expiry_required, scopes_required, name_required, name_unique,
             max_tokens, prefix
        from token_policies_of_users where user_id = :user""";

  /** A new token refers to the user without changing it, so only creations wait for each other. */
  private static final String LOCK = "select id from users where id = :user for no key update";

  private static final String HOLDINGS =
      """
      select count(t), sum(case when lower(t.name) = lower(:name) then 1 else 0 end)
        from PersonalAccessToken t
       where t.userId = :user and t.revokedAt is null and t.expiresAt > :now""";

  private TokenPolicies() {}

  /** What is demanded of a user: the strictest of all policies that count for them. */
  static Uni<TokenPolicy> of(long userId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(OF_USER, Object[].class)
                    .setParameter("user", userId)
                    .getResultList())
        .map(TokenPolicies::policy);
  }

  /**
   * The rules for the next token. Where it matters what tokens the user has, whoever makes another
   * one for the same user waits until this transaction has ended.
   */
  static Uni<PolicyRules> forNextToken(long userId, String name, Instant now) {
    return of(userId)
        .call(policy -> policy.counts() ? lock(userId) : Uni.createFrom().voidItem())
        .chain(policy -> rules(policy, userId, name, now));
  }

  /** The rules at this moment, which may be others at the next. */
  static Uni<PolicyRules> rules(TokenPolicy policy, long userId, String name, Instant now) {
    return administrator(policy, userId)
        .chain(
            administrator ->
                policy.counts()
                    ? holdings(userId, name, now, administrator)
                    : Uni.createFrom().item(new Holdings(0, false, administrator)))
        .map(holdings -> new PolicyRules(policy, holdings));
  }

  private static Uni<Boolean> administrator(TokenPolicy policy, long userId) {
    return policy.creation() == Creation.ADMINISTRATORS
        ? Administrators.include(userId)
        : Uni.createFrom().item(false);
  }

  private static Uni<List<Long>> lock(long userId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK, Long.class)
                    .setParameter("user", userId)
                    .getResultList());
  }

  private static Uni<Holdings> holdings(
      long userId, String name, Instant now, boolean administrator) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createSelectionQuery(HOLDINGS, Object[].class)
                    .setParameter("user", userId)
                    .setParameter("name", name)
                    .setParameter("now", now)
                    .getSingleResult())
        .map(row -> new Holdings((Long) row[0], isPositive(row[1]), administrator));
  }

  /** A sum of nothing is null. */
  private static boolean isPositive(@Nullable Object sum) {
    return sum instanceof Number number && number.longValue() > 0;
  }

  private static TokenPolicy policy(List<Object[]> rows) {
    if (rows.isEmpty()) {
      return TokenPolicy.NONE;
    }
    Object[] row = rows.get(0);
    return new TokenPolicy(
        Creation.of((String) row[0]).orElse(Creation.NOBODY),
        (@Nullable Integer) row[1],
        (Boolean) row[2],
        (Boolean) row[3],
        (Boolean) row[4],
        (Boolean) row[5],
        (@Nullable Integer) row[6],
        (@Nullable String) row[7]);
  }
}
