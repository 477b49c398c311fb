package dev.tokenward.user;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A row of {@code scopes}. It is written once. */
@Entity
@Table(name = "scopes")
class RegisteredScope extends PanacheEntityBase {

  @Id String name;
  String description;

  @Column(name = "created_by")
  @Nullable Long createdBy;

  @Formula(Creator.NAME)
  @Nullable String creatorName;

  @Column(name = "created_at")
  Instant createdAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected RegisteredScope() {}

  RegisteredScope(String name, String description, @Nullable Creator creator, Instant now) {
    this.name = name;
    this.description = description;
    this.createdBy = creator == null ? null : creator.id();
    this.creatorName = creator == null ? null : creator.name();
    this.createdAt = now;
  }

  Scope scope() {
    return new Scope(
        name, Scope.Kind.KEY, description, true, Creator.orNull(createdBy, creatorName), createdAt);
  }

  static Uni<List<RegisteredScope>> all() {
    return listAll();
  }

  /**
   * Those that any of the scopes names or includes, locked against deletion until the transaction
   * ends.
   */
  static Uni<List<RegisteredScope>> keptFor(Collection<String> scopes) {
    String named = "name in ?1 or concat(substring(name, 1, locate('.', name)), '*') in ?1";
    return RegisteredScope.<RegisteredScope>find(named, scopes)
        .withLock(LockModeType.PESSIMISTIC_READ)
        .list();
  }

  /** Waits for all transactions that rely on this scope. */
  static Uni<@Nullable RegisteredScope> byNameForUpdate(String name) {
    return findById(name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Until the transaction ends nobody else registers or deletes any. */
  static Uni<Void> lockOutOtherChanges() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("lock table scopes in share row exclusive mode")
                    .executeUpdate())
        .replaceWithVoid();
  }

  static Uni<Boolean> isTaken(String name) {
    return count("name", name).map(found -> found > 0);
  }

  static Uni<Boolean> hasOthersInAreaOf(String name) {
    String area = ScopeName.areaOf(name) + ".";
    return count("substring(name, 1, ?1) = ?2 and name <> ?3", area.length(), area, name)
        .map(found -> found > 0);
  }

  static Uni<Boolean> deleteRow(String name) {
    return delete("name", name).map(deleted -> deleted > 0);
  }

  /** How many undeleted users have a value for it, whichever. */
  static Uni<Long> countUsers(String name) {
    return countIn("users where deleted_at is null and", name);
  }

  /** How many groups have a value for it, whichever. */
  static Uni<Long> countGroups(String name) {
    return countIn("permission_groups where", name);
  }

  private static Uni<Long> countIn(String rows, String name) {
    String query =
        "select count(*) from %s jsonb_extract_path(cast(permissions as jsonb), cast(:name as text))"
                .formatted(rows)
            + " is not null";
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(query, Long.class)
                    .setParameter("name", name)
                    .getSingleResult());
  }
}
