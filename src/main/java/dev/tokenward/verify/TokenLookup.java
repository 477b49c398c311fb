package dev.tokenward.verify;

import dev.tokenward.config.ApiSettings;
import dev.tokenward.token.Network;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenLife;
import dev.tokenward.user.Creator;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import dev.tokenward.verify.Principal.TokenInUse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the store knows of a token, in one prepared statement of one round trip: this is asked
 * on the way of every request, so it goes past Hibernate.
 */
@Singleton
class TokenLookup {

  static final String BY_DIGEST =
      """
      select t.id, t.name as token_name, t.created_at as token_created_at, t.expires_at, t.revoked_at, t.scopes, t.allowed_ips, t.audience, t.throttle_per_minute,
             u.id as user_id, u.username, u.first_name, u.last_name, u.email, u.employee_num,
             u.jobtitle, u.phone, u.locale, u.notes, u.permissions, u.activated, u.created_by,
             concat_ws(' ', c.first_name, c.last_name) as creator_name, u.created_at, u.updated_at, u.last_login, u.deleted_at,
             (select jsonb_agg(jsonb_build_object(
                        'id', g.id, 'name', g.name, 'permissions', g.permissions::jsonb)
                      order by g.id)
                from users_groups m join permission_groups g on g.id = m.group_id
               where m.user_id = u.id) as groups
        from personal_access_tokens t join users u on u.id = t.user_id
        left join users c on c.id = u.created_by
       where t.digest = $1""";

  private final Pool pool;
  private final TokenLife life;

  @Inject
  TokenLookup(Pool pool, ApiSettings settings) {
    this(pool, new TokenLife(settings.tokenExpirationYears()));
  }

  TokenLookup(Pool pool, TokenLife life) {
    this.pool = pool;
    this.life = life;
  }

  /**
   * What is stored of a token.
   *
   * @param principal its owner and the token
   * @param revoked whether it was revoked
   */
  record Found(Principal principal, boolean revoked) {

    Found with(Profile sameProfile) {
      return new Found(new Principal(sameProfile, principal.token(), principal.proof()), revoked);
    }
  }

  /**
   * What is stored under a digest; empty when no such token was ever issued. Fails when the store
   * takes longer than this patience.
   */
  Uni<Optional<Found>> byDigest(byte[] digest, Duration patience) {
    return Uni.createFrom()
        .emitter(
            answer ->
                pool.preparedQuery(BY_DIGEST)
                    .execute(Tuple.of(Buffer.buffer(digest)))
                    .timeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                    .map(this::firstOf)
                    .onSuccess(answer::complete)
                    .onFailure(answer::fail));
  }

  private Optional<Found> firstOf(RowSet<Row> rows) {
    var iterator = rows.iterator();
    return iterator.hasNext() ? Optional.of(found(iterator.next())) : Optional.empty();
  }

  private Found found(Row row) {
    Instant createdAt = instant(row, "token_created_at");
    Instant expiresAt = instant(row, "expires_at");
    TokenInUse token =
        new TokenInUse(
            row.getUUID("id"),
            row.getString("token_name"),
            restriction(row),
            createdAt,
            expiresAt,
            row.getInteger("throttle_per_minute"),
            expiresAt.isBefore(life.endOf(createdAt)));
    boolean revoked = row.getValue("revoked_at") != null;
    return new Found(new Principal(profile(row), token), revoked);
  }

  /** Nearly all tokens have none, and share that. */
  private static Restriction restriction(Row row) {
    Restriction restriction =
        new Restriction(
            List.of(row.getArrayOfStrings("scopes")),
            networks(row.getArrayOfStrings("allowed_ips")),
            List.of(row.getArrayOfStrings("audience")));
    return restriction.isNone() ? Restriction.NONE : restriction;
  }

  private static Profile profile(Row row) {
    return new Profile(
        row.getLong("user_id"),
        row.getString("username"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"),
        row.getString("employee_num"),
        row.getString("jobtitle"),
        row.getString("phone"),
        row.getString("locale"),
        row.getString("notes"),
        Permissions.fromJson(row.getString("permissions")),
        memberships((JsonArray) row.getValue("groups")),
        row.getBoolean("activated"),
        creator(row),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        instantOrNull(row, "last_login"),
        instantOrNull(row, "deleted_at"));
  }

  private static @Nullable Creator creator(Row row) {
    @Nullable Long id = row.getLong("created_by");
    return id == null ? null : new Creator(id, row.getString("creator_name"));
  }

  private static List<Membership> memberships(@Nullable JsonArray groups) {
    return groups == null
        ? List.of()
        : groups.stream().map(JsonObject.class::cast).map(TokenLookup::membership).toList();
  }

  private static Membership membership(JsonObject group) {
    return new Membership(
        group.getLong("id"),
        group.getString("name"),
        Permissions.fromJson(group.getJsonObject("permissions")));
  }

  private static List<Network> networks(String[] blocks) {
    return Arrays.stream(blocks).flatMap(block -> Network.parse(block).stream()).toList();
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static @Nullable Instant instantOrNull(Row row, String column) {
    return row.getValue(column) == null ? null : instant(row, column);
  }
}
