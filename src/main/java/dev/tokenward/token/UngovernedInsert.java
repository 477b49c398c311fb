package dev.tokenward.token;

import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.store.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Stores a new token of somebody for whom no policy counts, which is what nearly all creations are,
 * in one statement that is a transaction of its own. Hibernate would take four round trips: one to
 * begin, one for the policy, one to insert, one to commit.
 */
@Singleton
class UngovernedInsert {

  /** With its author, and the rows that say whether the maker's credential still counts. */
  private static final String UNLESS_GOVERNED =
      """
      insert into personal_access_tokens
             (id, user_id, name, description, digest, preview, scopes, allowed_ips, audience,
              throttle_per_minute, created_by, created_by_operator, created_at, updated_at, expires_at)
      select $1::uuid, $2::bigint, $3::varchar, $4::varchar, $5::bytea, $6::varchar, $7::text[],
             $8::text[], $9::text[], $10::integer, $11::bigint, $12::boolean, $13::timestamptz,
             $13::timestamptz, $14::timestamptz
        from (select u.id, set_config('tokenward.author', $15::text, true) as author from %s) maker
       where maker.author is not null
         and not exists (select from token_policies_of_users where user_id = $2::bigint)""";

  private static final long PATIENCE_SECONDS = 5;

  private final Pool pool;

  @Inject
  UngovernedInsert(Pool pool) {
    this.pool = pool;
  }

  /**
   * Whether the token is stored now; it is not where a policy counts for its owner at this moment,
   * or where the credential of its maker has ended. Fails when the store takes longer than five
   * seconds. On the caller's context.
   */
  Uni<Boolean> insert(PersonalAccessToken row, MakerRows maker) {
    return CallerContext.returning(
        Uni.createFrom()
            .emitter(
                answer ->
                    pool.preparedQuery(UNLESS_GOVERNED.formatted(maker.from("$2", "$16")))
                        .execute(values(row, maker))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .map(inserted -> inserted.rowCount() > 0)
                        .onSuccess(answer::complete)
                        .onFailure(answer::fail)));
  }

  private static Tuple values(PersonalAccessToken row, MakerRows maker) {
    Tuple values = values(row).addString(Author.current().text());
    return maker.proof() == null ? values : values.addString(maker.proof());
  }

  private static Tuple values(PersonalAccessToken row) {
    return Tuple.tuple()
        .addUUID(row.id)
        .addLong(row.userId)
        .addString(row.name)
        .addString(row.description)
        .addBuffer(Buffer.buffer(row.digest))
        .addString(row.preview)
        .addArrayOfString(row.scopes)
        .addArrayOfString(row.allowedIps)
        .addArrayOfString(row.audience)
        .addInteger(row.throttlePerMinute)
        .addLong(row.createdBy)
        .addBoolean(row.createdByOperator)
        .addOffsetDateTime(utc(row.createdAt))
        .addOffsetDateTime(utc(row.expiresAt));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
