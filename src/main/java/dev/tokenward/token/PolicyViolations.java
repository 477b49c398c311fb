package dev.tokenward.token;

import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.token.PolicyViolation.Breach;
import dev.tokenward.token.PolicyViolation.Owner;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the live tokens that break the policies of now, in one statement on the current session.
 * The database looks at every live token of those on whom something is demanded; only the rows of
 * the part that is asked for come here.
 */
final class PolicyViolations {

  private static final String DEFAULT_SORT = "created_at";

  /** What the list may be sorted by, and the column of {@code broken} that holds it. */
  private static final Map<String, String> SORTABLE =
      Map.of(
          DEFAULT_SORT,
          "created_at",
          "expires_at",
          "expires_at",
          "id",
          "id",
          "name",
          "name",
          "username",
          "username");

  /**
   * Of the tokens that are too many, or have the same name, the oldest are left alone. A day has 24
   * hours here, whatever the time zone of the session does.
   */
  private static final String FOUND =
      """
      with live as (
        select t.id, t.user_id, t.name, t.preview, t.created_at, t.expires_at, t.scopes,
               p.max_life_days, p.scopes_required, p.name_required, p.name_unique, p.max_tokens, p.prefix,
               row_number() over (partition by t.user_id order by t.created_at, t.id) as place,
               row_number() over (partition by t.user_id, lower(t.name) order by t.created_at, t.id)
                 as place_of_name
          from personal_access_tokens t join token_policies_of_users p on p.user_id = t.user_id
         where t.revoked_at is null and t.expires_at > :now
      ), judged as (
        select l.*, u.username, concat_ws(' ', u.first_name, u.last_name) as owner,
               coalesce(expires_at > l.created_at + interval '24 hours' * max_life_days, false) as too_long,
               scopes_required and cardinality(scopes) = 0 as without_scopes,
               name_required and lower(name) = lower(:unnamed) as without_name,
               name_unique and place_of_name > 1 as with_taken_name,
               coalesce(place > max_tokens, false) as too_many,
               coalesce(not starts_with(preview, prefix || '_'), false) as with_other_prefix
          from live l join users u on u.id = l.user_id and u.deleted_at is null
      ), broken as (
        select * from judged
         where (too_long or without_scopes or without_name or with_taken_name or too_many or with_other_prefix)
           and (lower(name) like :search escape '!' or lower(preview) like :search escape '!'
                or lower(username) like :search escape '!' or lower(owner) like :search escape '!')
      ), part as (
        select b.*, row_number() over (order by %s) as line from broken b order by line limit :limit offset :offset
      )
      select t.total, cast(p.id as text), p.name, p.preview, p.user_id, p.username, p.owner,
             cast(extract(epoch from p.expires_at) as bigint),
             cast(ceil(extract(epoch from p.expires_at - p.created_at) / 86400) as bigint),
             p.max_life_days, p.max_tokens, p.prefix, p.place,
             p.too_long, p.without_scopes, p.without_name, p.with_taken_name, p.too_many, p.with_other_prefix
        from (select count(*) as total from broken) t left join part p on true
       order by p.line""";

  private PolicyViolations() {}

  static Uni<Page<PolicyViolation>> list(PageRequest request, Instant now) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(FOUND.formatted(order(request)), Object[].class)
                    .setParameter("now", now)
                    .setParameter("unnamed", TokenRequest.DEFAULT_NAME)
                    .setParameter("search", request.searchPattern())
                    .setParameter("limit", request.limit())
                    .setParameter("offset", request.offset())
                    .getResultList())
        .map(PolicyViolations::page);
  }

  private static String order(PageRequest request) {
    String column = SORTABLE.getOrDefault(request.sort(), DEFAULT_SORT);
    String direction = request.descending() ? " desc" : " asc";
    return column + direction + ", id" + direction;
  }

  /** There is always a row with the total; it has nothing else when the part is empty. */
  private static Page<PolicyViolation> page(List<Object[]> rows) {
    long total = ((Number) rows.get(0)[0]).longValue();
    return new Page<>(
        total,
        rows.stream().filter(row -> row[1] != null).map(PolicyViolations::violation).toList());
  }

  private static PolicyViolation violation(Object[] row) {
    return new PolicyViolation(
        UUID.fromString((String) row[1]),
        (String) row[2],
        (String) row[3],
        new Owner(number(row[4]), (String) row[5], (String) row[6]),
        Instant.ofEpochSecond(number(row[7])),
        breaches(row));
  }

  private static List<Breach> breaches(Object[] row) {
    List<Breach> breaches = new ArrayList<>();
    add(
        row[13],
        "max_life_days",
        "The policy allows at most %s, and this token has %s."
            .formatted(counted(row[9], "day"), counted(row[8], "day")),
        breaches);
    add(
        row[14],
        "scopes_required",
        "The policy requires scopes, and this token has none.",
        breaches);
    add(
        row[15],
        "name_required",
        "The policy requires a name, and this token has none of its own.",
        breaches);
    add(
        row[16],
        "name_unique",
        "The policy requires different names, and an older live token of the user has this one.",
        breaches);
    add(
        row[17],
        "max_tokens",
        "The policy allows at most %s per user, and this is number %s by age."
            .formatted(counted(row[10], "live token"), row[12]),
        breaches);
    add(
        row[18],
        "prefix",
        "The policy requires the prefix %s, and this token has another.".formatted(row[11]),
        breaches);
    return List.copyOf(breaches);
  }

  private static void add(Object broken, String key, String message, List<Breach> breaches) {
    if ((Boolean) broken) {
      breaches.add(new Breach(key, message));
    }
  }

  private static String counted(@Nullable Object number, String what) {
    return PolicyRules.counted((@Nullable Number) number, what);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
