package dev.tokenward.user;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code permission_groups}. Fields are written only inside this class: that is where
 * Hibernate's enhancement notices a change.
 */
@Entity
@Table(name = "permission_groups")
class UserGroup extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String name;
  Permissions permissions;
  @Nullable String notes;

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
  protected UserGroup() {}

  UserGroup(GroupChanges given, @Nullable Creator creator, Instant now) {
    this.name = given.name().or("");
    this.permissions = given.permissions().or(Permissions.NONE);
    this.notes = given.notes().orNull(null);
    this.createdBy = creator == null ? null : creator.id();
    this.creatorName = creator == null ? null : creator.name();
    this.createdAt = now;
    this.updatedAt = now;
  }

  void apply(GroupChanges changes, Instant now) {
    name = changes.name().or(name);
    permissions = changes.permissions().or(permissions);
    notes = changes.notes().orNull(notes);
    updatedAt = now;
  }

  static Uni<List<UserGroup>> withIds(Collection<Long> ids) {
    return ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1 order by id", ids);
  }

  static Uni<List<UserGroup>> withNames(Collection<String> names) {
    return names.isEmpty()
        ? Uni.createFrom().item(List.of())
        : list("name in ?1 order by id", names);
  }

  static Uni<@Nullable UserGroup> byId(long id) {
    return findById(id);
  }

  static Uni<@Nullable UserGroup> byIdForUpdate(long id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * By a statement: what Hibernate Reactive 3 does to delete an entity is shared by all sessions,
   * so that two deletions at once get into each other's way.
   */
  static Uni<Boolean> deleteRow(long id) {
    return delete("id", id).map(deleted -> deleted > 0);
  }

  static Uni<Boolean> nameIsTaken(String name, long exceptId) {
    return count("name = ?1 and id <> ?2", name, exceptId).map(found -> found > 0);
  }
}
