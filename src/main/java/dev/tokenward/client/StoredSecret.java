package dev.tokenward.client;

import dev.tokenward.token.TokenSecret;
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
 * A row of {@code registered_client_secrets}. It is written once, and ended by a single statement;
 * when it was used last is written by {@link SecretUses}.
 */
@Entity
@Table(name = "registered_client_secrets")
class StoredSecret extends PanacheEntityBase {

  @Id UUID id;

  @Column(name = "client_id")
  UUID clientId;

  byte[] digest;
  String preview;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "last_used_at", insertable = false, updatable = false)
  @Nullable Instant lastUsedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected StoredSecret() {}

  StoredSecret(UUID clientId, TokenSecret secret, Instant now) {
    this.id = UUID.randomUUID();
    this.clientId = clientId;
    this.digest = secret.digest();
    this.preview = secret.preview();
    this.createdAt = now;
  }

  ClientSecret secret() {
    return new ClientSecret(id, preview, createdAt, lastUsedAt, endedAt);
  }

  static Uni<List<StoredSecret>> all() {
    return list("order by createdAt desc, id");
  }

  static Uni<List<StoredSecret>> of(UUID clientId) {
    return list("clientId = ?1 order by createdAt desc, id", clientId);
  }

  /** Ends once: a second time changes nothing. */
  static Uni<Integer> end(UUID clientId, UUID id, Instant now) {
    return update(
        "endedAt = ?1 where id = ?2 and clientId = ?3 and endedAt is null", now, id, clientId);
  }

  static Uni<Boolean> exists(UUID clientId, UUID id) {
    return count("id = ?1 and clientId = ?2", id, clientId).map(found -> found > 0);
  }
}
