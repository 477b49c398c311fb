package dev.tokenward.token;

import dev.tokenward.token.TokenPolicy.Creation;
import dev.tokenward.user.Creator;
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
import java.util.List;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code token_policies}. Fields are written only inside this class: that is where
 * Hibernate's enhancement notices a change.
 */
@Entity
@Table(name = "token_policies")
class StoredPolicy extends PanacheEntityBase {

  /** Never the number of a group; a parameter that is null would have no type. */
  private static final String OF_SCOPE = "coalesce(groupId, 0) = ?1";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  @Column(name = "group_id", updatable = false)
  @Nullable Long groupId;

  String creation;

  @Column(name = "max_life_days")
  @Nullable Integer maxLifeDays;

  @Column(name = "expiry_required")
  boolean expiryRequired;

  @Column(name = "scopes_required")
  boolean scopesRequired;

  @Column(name = "name_required")
  boolean nameRequired;

  @Column(name = "name_unique")
  boolean nameUnique;

  @Column(name = "max_tokens")
  @Nullable Integer maxTokens;

  @Nullable String prefix;

  @Column(name = "updated_by")
  @Nullable Long updatedBy;

  @Formula(
      "(select concat_ws(' ', c.first_name, c.last_name) from users c where c.id = updated_by)")
  @Nullable String updaterName;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected StoredPolicy() {}

  StoredPolicy(@Nullable Long groupId, TokenPolicy policy, @Nullable Creator updater, Instant now) {
    this.groupId = groupId;
    this.creation = policy.creation().key();
    this.updatedAt = now;
    apply(policy, updater, now);
  }

  final void apply(TokenPolicy policy, @Nullable Creator updater, Instant now) {
    creation = policy.creation().key();
    maxLifeDays = policy.maxLifeDays();
    expiryRequired = policy.expiryRequired();
    scopesRequired = policy.scopesRequired();
    nameRequired = policy.nameRequired();
    nameUnique = policy.nameUnique();
    maxTokens = policy.maxTokens();
    prefix = policy.prefix();
    updatedBy = updater == null ? null : updater.id();
    updaterName = updater == null ? null : updater.name();
    updatedAt = now;
  }

  KeptPolicy kept() {
    @Nullable Creator updater =
        updatedBy == null || updaterName == null ? null : new Creator(updatedBy, updaterName);
    TokenPolicy policy =
        new TokenPolicy(
            Creation.of(creation).orElse(Creation.NOBODY),
            maxLifeDays,
            expiryRequired,
            scopesRequired,
            nameRequired,
            nameUnique,
            maxTokens,
            prefix);
    return new KeptPolicy(policy, updater, updatedAt);
  }

  /** The policy of a group, or of the installation for null. */
  static Uni<@Nullable StoredPolicy> of(@Nullable Long groupId) {
    return StoredPolicy.<StoredPolicy>list(OF_SCOPE, scope(groupId)).map(StoredPolicy::firstOf);
  }

  /** The same, locked so that two changes follow each other. */
  static Uni<@Nullable StoredPolicy> forUpdate(@Nullable Long groupId) {
    return StoredPolicy.<StoredPolicy>find(OF_SCOPE, scope(groupId))
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .map(StoredPolicy::firstOf);
  }

  /** By a statement, for the reason that groups are. */
  static Uni<Long> deleteOf(long groupId) {
    return delete("groupId", groupId);
  }

  private static long scope(@Nullable Long groupId) {
    return groupId == null ? 0 : groupId;
  }

  private static @Nullable StoredPolicy firstOf(List<StoredPolicy> found) {
    return found.isEmpty() ? null : found.get(0);
  }
}
