package dev.tokenward.client;

import dev.tokenward.user.Creator;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code registered_clients}. Fields are written only inside this class: that is where
 * Hibernate's enhancement notices a change.
 */
@Entity
@Table(name = "registered_clients")
class StoredClient extends PanacheEntityBase {

  @Id UUID id;

  String name;
  String[] audience;

  @Column(name = "throttle_per_minute")
  @Nullable Integer throttlePerMinute;

  @Column(name = "created_by", updatable = false)
  @Nullable Long createdBy;

  @Formula(Creator.NAME)
  @Nullable String creatorName;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected StoredClient() {}

  StoredClient(ClientRequest request, @Nullable Creator creator, Instant now) {
    this.id = UUID.randomUUID();
    this.name = request.name();
    this.audience = request.audience().toArray(String[]::new);
    this.throttlePerMinute = request.throttlePerMinute();
    this.createdBy = creator == null ? null : creator.id();
    this.creatorName = creator == null ? null : creator.name();
    this.createdAt = now;
    this.updatedAt = now;
  }

  void apply(ClientRequest request, Instant now) {
    name = request.name();
    audience = request.audience().toArray(String[]::new);
    throttlePerMinute = request.throttlePerMinute();
    updatedAt = now;
  }

  RegisteredClient with(List<StoredSecret> secrets) {
    return new RegisteredClient(
        id,
        name,
        List.of(audience),
        throttlePerMinute,
        Creator.orNull(createdBy, creatorName),
        createdAt,
        updatedAt,
        secrets.stream().map(StoredSecret::secret).toList());
  }

  static Uni<List<StoredClient>> all() {
    return list("order by name, id");
  }

  static Uni<@Nullable StoredClient> byId(UUID id) {
    return findById(id);
  }

  static Uni<@Nullable StoredClient> byIdForUpdate(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  static Uni<Boolean> nameIsTaken(String name, UUID exceptId) {
    return count("name = ?1 and id <> ?2", name, exceptId).map(found -> found > 0);
  }

  /** Until the transaction ends nobody else registers any. */
  static Uni<Void> lockOutOtherRegistrations() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("lock table registered_clients in share row exclusive mode")
                    .executeUpdate())
        .replaceWithVoid();
  }

  static Uni<Boolean> deleteRow(UUID id) {
    return delete("id", id).map(deleted -> deleted > 0);
  }
}
