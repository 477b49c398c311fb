package dev.tokenward.token;

import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The statements about many tokens of many people. They are SQL, because PostgreSQL's arrays and
 * the order of its locks have no words in Hibernate's language. Each runs within the caller's
 * session.
 */
final class EverybodysTokens {

  private static final String DEFAULT_SORT = "created_at";

  /** What a list may be sorted by, and the column that holds it. */
  private static final Map<String, String> SORTABLE =
      Map.of(
          "id",
          "t.id",
          "name",
          "t.name",
          DEFAULT_SORT,
          "t.created_at",
          "expires_at",
          "t.expires_at",
          "last_used_at",
          "t.last_used_at",
          "user",
          "u.username_key");

  /** An outer join: where nothing is asked of the owner, PostgreSQL leaves it out. */
  private static final String FOUND =
      " from personal_access_tokens t left join users u on u.id = t.user_id where ";

  private static final String SEARCHED =
"""
(lower(t.name) like :search escape '!' or lower(t.description) like :search escape '!'
or lower(t.preview) like :search escape '!' or lower(u.username) like :search escape '!'
or lower(u.first_name) like :search escape '!' or lower(u.last_name) like :search escape '!')\
""";

  /** One after the other by number, so that no two who do this wait for each other. */
  private static final String LOCK_OWNERS =
      """
      select u.id from users u
       where u.id in (select t.user_id from personal_access_tokens t where %s)
       order by u.id for no key update\
      """;

  private static final String WANTED =
      """
      select t.id from personal_access_tokens t
       where t.user_id = any(cast(string_to_array(:owners, ',') as bigint[])) and %s\
      """;

  private static final String REVOKE_SOME =
      """
      update personal_access_tokens set revoked_at = :now, updated_at = :now
       where revoked_at is null and id = any(cast(string_to_array(:ids, ',') as uuid[]))\
      """;

  /**
   * How many tokens one statement revokes. A connection on which nothing is heard for seconds is
   * closed, so that many take several statements of a transaction: each token has its notification
   * and its entry in the audit log.
   */
  private static final int MOST_AT_ONCE = 2_000;

  private EverybodysTokens() {}

  /** The ids of the tokens in a part of those that are looked for. */
  static Uni<Page<UUID>> find(TokenQuery query, PageRequest part, Instant now) {
    Conditions conditions = query.conditions(now);
    if (!part.search().isEmpty()) {
      conditions.add(SEARCHED, "search", part.searchPattern());
    }
    return count(conditions)
        .chain(total -> ids(conditions, part).map(ids -> new Page<>(total, ids)));
  }

  private static Uni<Long> count(Conditions conditions) {
    String sql = "select count(*)" + FOUND + conditions.sql();
    return Panache.getSession()
        .chain(
            session ->
                conditions.bound(session.createNativeQuery(sql, Long.class)).getSingleResult());
  }

  private static Uni<List<UUID>> ids(Conditions conditions, PageRequest part) {
    String sql =
        "select t.id"
            + FOUND
            + conditions.sql()
            + " order by "
            + order(part)
            + " limit :limit offset :offset";
    conditions.put("limit", part.limit());
    conditions.put("offset", part.offset());
    return Panache.getSession()
        .chain(
            session ->
                conditions.bound(session.createNativeQuery(sql, UUID.class)).getResultList());
  }

  /** Tokens that never passed count as older than all that did. */
  private static String order(PageRequest part) {
    String column = SORTABLE.getOrDefault(part.sort(), "t." + DEFAULT_SORT);
    String direction = part.descending() ? " desc" : " asc";
    boolean mayBeNull = column.equals("t.last_used_at");
    String nulls = mayBeNull ? (part.descending() ? " nulls last" : " nulls first") : "";
    return column + direction + nulls + ", t.id" + direction;
  }

  /**
   * Locks those whose tokens are to be revoked until the end of the transaction. Whoever locks
   * users and tokens locks the users first; a deletion of a user does the same.
   */
  static Uni<Set<Long>> lockOwners(MassRevocation wanted) {
    Conditions conditions = wanted.conditions();
    String sql = LOCK_OWNERS.formatted(conditions.sql());
    return Panache.getSession()
        .chain(
            session -> conditions.bound(session.createNativeQuery(sql, Long.class)).getResultList())
        .map(Set::copyOf);
  }

  /** How many of the wanted tokens can still be used, whoever may revoke them. */
  static Uni<Long> countLive(MassRevocation wanted, Instant now) {
    Conditions conditions = wanted.conditions();
    conditions.add("t.expires_at > :now", "now", now);
    return count(conditions);
  }

  /** Revokes the wanted tokens of these owners; gives how many. */
  static Uni<Integer> revoke(MassRevocation wanted, Collection<Long> owners, Instant now) {
    return wantedIds(wanted, owners)
        .chain(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .group()
                    .intoLists()
                    .of(MOST_AT_ONCE)
                    .onItem()
                    .transformToUniAndConcatenate(some -> revokeSome(some, now))
                    .collect()
                    .with(Collectors.summingInt(Integer::intValue)));
  }

  private static Uni<List<UUID>> wantedIds(MassRevocation wanted, Collection<Long> owners) {
    Conditions conditions = wanted.conditions();
    conditions.put("owners", joined(owners));
    String sql = WANTED.formatted(conditions.sql());
    return Panache.getSession()
        .chain(
            session ->
                conditions.bound(session.createNativeQuery(sql, UUID.class)).getResultList());
  }

  private static Uni<Integer> revokeSome(List<UUID> ids, Instant now) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(REVOKE_SOME)
                    .setParameter("now", now)
                    .setParameter("ids", joined(ids))
                    .executeUpdate());
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Revokes all tokens of a user, which the caller has locked; gives how many. */
  static Uni<Integer> revokeAllOf(long userId, Instant now) {
    return revoke(new MassRevocation(userId, null, null, null), Set.of(userId), now);
  }
}
