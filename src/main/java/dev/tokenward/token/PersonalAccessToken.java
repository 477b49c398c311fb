package dev.tokenward.token;

import dev.tokenward.store.PageRequest;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.Creator;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code personal_access_tokens}. It is written once and after that changed only by single
 * statements, so that two requests at a time can't overwrite each other.
 */
@Entity
@Table(name = "personal_access_tokens")
class PersonalAccessToken extends PanacheEntityBase {

  private static final String SEARCHED =
      """
      userId = ?1 and (?2 = true or (expiresAt > ?3 and revokedAt is null))
      and (lower(name) like ?4 escape '!' or lower(description) like ?4 escape '!'
      or lower(preview) like ?4 escape '!'
      or lower(array_to_string(scopes, ' ')) like ?4 escape '!')\
      """;

  @Id UUID id;

  @Column(name = "user_id")
  long userId;

  @Column(name = "client_id", insertable = false)
  long clientId;

  String name;
  @Nullable String description;
  byte[] digest;
  String preview;
  String[] scopes;

  @Column(name = "allowed_ips")
  String[] allowedIps;

  String[] audience;

  @Column(name = "throttle_per_minute")
  @Nullable Integer throttlePerMinute;

  @Column(name = "created_by")
  @Nullable Long createdBy;

  @Formula(Creator.NAME)
  @Nullable String creatorName;

  @Column(name = "created_by_operator")
  boolean createdByOperator;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  @Column(name = "last_used_at")
  @Nullable Instant lastUsedAt;

  @Column(name = "last_used_ip")
  @Nullable String lastUsedIp;

  @Column(name = "last_used_agent")
  @Nullable String lastUsedAgent;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected PersonalAccessToken() {}

  PersonalAccessToken(
      Maker maker,
      TokenSecret secret,
      TokenRequest request,
      Restriction restriction,
      Instant now,
      Instant expiresAt) {
    this.id = UUID.randomUUID();
    this.userId = maker.userId();
    this.createdBy = maker.person().map(Creator::id).orElse(null);
    this.creatorName = maker.person().map(Creator::name).orElse(null);
    this.createdByOperator = maker.person().isEmpty();
    this.clientId = PersonalAccessClient.ID;
    this.name = request.name();
    this.description = request.description();
    this.digest = secret.digest();
    this.preview = secret.preview();
    this.scopes = restriction.scopes().toArray(String[]::new);
    this.allowedIps =
        restriction.allowedIps().stream().map(Network::toString).toArray(String[]::new);
    this.audience = restriction.audience().toArray(String[]::new);
    this.throttlePerMinute = request.throttlePerMinute();
    this.createdAt = now;
    this.updatedAt = now;
    this.expiresAt = expiresAt;
  }

  Token token(Token.Uses uses) {
    return new Token(
        id,
        userId,
        clientId,
        name,
        description,
        preview,
        new Restriction(List.of(scopes), networks(allowedIps), List.of(audience)),
        throttlePerMinute,
        Creator.orNull(createdBy, creatorName),
        createdByOperator,
        createdAt,
        updatedAt,
        expiresAt,
        revokedAt,
        lastUsedAt,
        lastUsedIp,
        lastUsedAgent,
        uses);
  }

  static List<Network> networks(String[] blocks) {
    return Arrays.stream(blocks).flatMap(block -> Network.parse(block).stream()).toList();
  }

  static Uni<@Nullable PersonalAccessToken> byId(UUID id) {
    return findById(id);
  }

  static Uni<List<PersonalAccessToken>> ofUser(
      long userId, Instant now, boolean withExpired, boolean withRevoked) {
    String query =
        "userId = ?1 and (?2 = true or expiresAt > ?3) and (?4 = true or revokedAt is null)"
            + " order by createdAt desc, id";
    return list(query, userId, withExpired, now, withRevoked);
  }

  static Uni<List<PersonalAccessToken>> withIds(List<UUID> ids) {
    return ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1", ids);
  }

  /** The id of the token with this digest, or none. */
  static Uni<List<UUID>> idsOf(byte[] digest) {
    return PersonalAccessToken.<PersonalAccessToken>list("digest", digest)
        .map(rows -> rows.stream().map(row -> row.id).toList());
  }

  static Uni<Long> countOfUser(long userId, Instant now, boolean withEnded, String pattern) {
    return count(SEARCHED, userId, withEnded, now, pattern);
  }

  static Uni<List<PersonalAccessToken>> ofUser(
      long userId, Instant now, boolean withEnded, String pattern, PageRequest part) {
    String query = SEARCHED + " order by createdAt desc, id";
    return PersonalAccessToken.<PersonalAccessToken>find(query, userId, withEnded, now, pattern)
        .range(part.offset(), part.offset() + part.limit() - 1)
        .list();
  }

  static Uni<@Nullable PersonalAccessToken> ofUser(long userId, UUID id) {
    return PersonalAccessToken.<PersonalAccessToken>list("userId = ?1 and id = ?2", userId, id)
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  /** Revokes once: a second revocation changes nothing. */
  static Uni<Integer> revoke(UUID id, long userId, Instant now) {
    String query =
        "revokedAt = ?1, updatedAt = ?1 where id = ?2 and userId = ?3 and revokedAt is null";
    return update(query, now, id, userId);
  }

  /** The same by digest; with services, only what is meant for one of them. */
  static Uni<Integer> revoke(byte[] digest, Optional<List<String>> services, Instant now) {
    String query = "revokedAt = ?1, updatedAt = ?1 where digest = ?2 and revokedAt is null";
    return services.isEmpty()
        ? update(query, now, digest)
        : update(
            query + " and array_intersects(audience, ?3)",
            now,
            digest,
            services.get().toArray(String[]::new));
  }

  /** How many can still be used and name any of these scopes. */
  static Uni<Long> countLive(Collection<String> wanted, Instant now) {
    return count(
        "revokedAt is null and expiresAt > ?1 and array_intersects(scopes, ?2)",
        now,
        wanted.toArray(String[]::new));
  }

  static Uni<Boolean> exists(UUID id, long userId) {
    return count("id = ?1 and userId = ?2", id, userId).map(found -> found > 0);
  }
}
