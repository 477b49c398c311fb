package dev.tokenward.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sessions}. It is written once and after that changed and deleted only by single
 * statements. A trigger deletes the rows of whoever is disabled, deleted or given another password.
 */
@Entity
@Table(name = "sessions")
class StoredSession extends PanacheEntityBase {

  @Id UUID id;

  byte[] digest;

  @Column(name = "user_id")
  long userId;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "last_seen_at")
  Instant lastSeenAt;

  String address;
  String agent;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected StoredSession() {}

  StoredSession(long userId, SessionSecret secret, String address, String agent, Instant now) {
    this.id = UUID.randomUUID();
    this.digest = secret.digest();
    this.userId = userId;
    this.createdAt = now;
    this.lastSeenAt = now;
    this.address = address;
    this.agent = agent;
  }

  Session session() {
    return new Session(id, userId, createdAt, lastSeenAt, address, agent);
  }

  static Uni<@Nullable StoredSession> live(byte[] digest, SessionLimits limits, Instant now) {
    String query = "digest = ?1 and createdAt > ?2 and lastSeenAt > ?3";
    return StoredSession.<StoredSession>list(
            query, digest, limits.earliestStart(now), limits.earliestUse(now))
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  static Uni<List<StoredSession>> liveOf(long userId, SessionLimits limits, Instant now) {
    String query =
        "userId = ?1 and createdAt > ?2 and lastSeenAt > ?3 order by lastSeenAt desc, id";
    return list(query, userId, limits.earliestStart(now), limits.earliestUse(now));
  }

  static Uni<Integer> see(UUID id, Instant now) {
    return update("lastSeenAt = ?1 where id = ?2 and lastSeenAt < ?1", now, id);
  }

  static Uni<Long> end(byte[] digest) {
    return delete("digest", digest);
  }

  static Uni<Long> end(long userId, UUID id) {
    return delete("userId = ?1 and id = ?2", userId, id);
  }

  static Uni<Long> endOthers(long userId, UUID id) {
    return delete("userId = ?1 and id <> ?2", userId, id);
  }

  static Uni<Long> forgetEnded(SessionLimits limits, Instant now) {
    return delete(
        "createdAt <= ?1 or lastSeenAt <= ?2", limits.earliestStart(now), limits.earliestUse(now));
  }

  /** Ends those that were used least recently. */
  static Uni<Long> keepNewest(long userId, int most) {
    String query =
        "userId = ?1 and id not in (select s.id from StoredSession s where s.userId = ?1"
            + " order by s.lastSeenAt desc, s.id limit ?2)";
    return delete(query, userId, most);
  }
}
