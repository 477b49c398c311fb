package dev.tokenward.asset;

import dev.tokenward.user.Creator;
import dev.tokenward.user.Profile;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code assets}. Fields are written only inside this class: that is where Hibernate's
 * enhancement notices a change.
 */
@Entity
@Table(name = "assets")
class StoredAsset extends PanacheEntityBase {

  private static final String BY_SERIAL = "lower(serial) = lower(?1)";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  @Nullable String name;

  @Column(name = "asset_tag")
  String assetTag;

  @Nullable String serial;
  String model;
  AssetStatus status;
  @Nullable String notes;

  @Column(name = "assigned_to")
  @Nullable Long assignedTo;

  @Column(name = "created_by", updatable = false)
  @Nullable Long createdBy;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected StoredAsset() {}

  StoredAsset(AssetChanges given, String assetTag, @Nullable Creator creator, Instant now) {
    this.assetTag = assetTag;
    this.model = given.model().or("");
    this.status = given.status().or(AssetStatus.DEPLOYABLE);
    this.createdBy = creator == null ? null : creator.id();
    this.createdAt = now;
    this.updatedAt = now;
    applyOptional(given);
  }

  void apply(AssetChanges changes, Instant now) {
    assetTag = changes.assetTag().or(assetTag);
    model = changes.model().or(model);
    status = changes.status().or(status);
    applyOptional(changes);
    updatedAt = now;
  }

  private void applyOptional(AssetChanges changes) {
    name = changes.name().orNull(name);
    serial = changes.serial().orNull(serial);
    notes = changes.notes().orNull(notes);
    assignedTo = changes.assignedTo().orNull(assignedTo);
  }

  /** The numbers of the people it names. */
  Stream<Long> people() {
    return Stream.of(assignedTo, createdBy).filter(Objects::nonNull);
  }

  /** The same with the people it names, by their numbers. */
  Asset with(Map<Long, Profile> people) {
    @Nullable Profile user = assignedTo == null ? null : people.get(assignedTo);
    return new Asset(
        id,
        name,
        assetTag,
        serial,
        model,
        status,
        notes,
        user == null || user.deletedAt() != null ? null : user,
        createdBy == null ? null : people.get(createdBy),
        createdAt,
        updatedAt);
  }

  static Uni<@Nullable StoredAsset> byId(long id) {
    return findById(id);
  }

  /** Locks the row, so that two changes of one asset follow each other. */
  static Uni<@Nullable StoredAsset> byIdForUpdate(long id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  static Uni<@Nullable StoredAsset> byTag(String tag) {
    return StoredAsset.<StoredAsset>list("lower(assetTag) = lower(?1)", tag)
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  static Uni<Long> countBySerial(String serial) {
    return count(BY_SERIAL, serial);
  }

  static Uni<List<StoredAsset>> bySerial(String serial, int most) {
    return StoredAsset.<StoredAsset>find(BY_SERIAL, Sort.by("id"), serial)
        .range(0, most - 1)
        .list();
  }

  static Uni<Boolean> tagIsTaken(String tag, long exceptId) {
    return count("lower(assetTag) = lower(?1) and id <> ?2", tag, exceptId).map(found -> found > 0);
  }

  /** A tag that no other call gives, and that no asset has at this moment. */
  static Uni<String> nextTag() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("select tokenward_next_asset_tag()", String.class)
                    .getSingleResult());
  }

  /** By a statement, for the reason that groups are. */
  static Uni<Boolean> deleteRow(long id) {
    return delete("id", id).map(deleted -> deleted > 0);
  }
}
