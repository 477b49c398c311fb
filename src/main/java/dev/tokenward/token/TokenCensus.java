package dev.tokenward.token;

import dev.tokenward.store.Sessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Counts the tokens of everybody. Runs on a duplicated Vert.x context. Whether the caller is an
 * administrator is checked before.
 */
@Singleton
public class TokenCensus {

  /**
   * One pass over all tokens, so that the numbers fit each other; of a million it takes about a
   * second.
   */
  private static final String COUNT =
      """
      select count(*) filter (where unended and active),
             count(*) filter (where unended and not active),
             count(*) filter (where revoked_at is null and not unended),
             count(*) filter (where revoked_at is not null),
             count(*) filter (where unended and expires_at < :soon),
             count(*) filter (where unended and expires_at < :later),
             count(*) filter (where unended and last_used_at < :unused_since),
             count(*) filter (where unended and last_used_at is null and created_at < :unused_since)
        from (select t.*, t.revoked_at is null and t.expires_at > :now as unended,
                     u.activated and u.deleted_at is null as active
                from personal_access_tokens t join users u on u.id = t.user_id) judged\
      """;

  private final Clock clock;

  @Inject
  TokenCensus(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts, in one statement.
   *
   * @param soon before when a token ends soon
   * @param later before when it ends not much later
   * @param unusedSince since when a token is not used that is forgotten perhaps
   * @return the numbers of this moment
   */
  public Uni<TokenNumbers> count(Instant soon, Instant later, Instant unusedSince) {
    return Sessions.reading(
            () ->
                Panache.getSession()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(COUNT, Object[].class)
                                .setParameter("now", clock.instant())
                                .setParameter("soon", soon)
                                .setParameter("later", later)
                                .setParameter("unused_since", unusedSince)
                                .getSingleResult()))
        .map(TokenCensus::numbers);
  }

  private static TokenNumbers numbers(Object[] row) {
    return new TokenNumbers(
        number(row[0]),
        number(row[1]),
        number(row[2]),
        number(row[3]),
        number(row[4]),
        number(row[5]),
        number(row[6]),
        number(row[7]));
  }

  private static long number(Object count) {
    return ((Number) count).longValue();
  }
}
