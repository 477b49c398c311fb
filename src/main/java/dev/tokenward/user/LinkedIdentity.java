package dev.tokenward.user;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code user_identities}: who somebody is at a provider. It stays when the user is
 * deleted, so that they do not come back as somebody new.
 */
@Entity
@Table(name = "user_identities")
class LinkedIdentity extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String issuer;
  String subject;

  @Column(name = "user_id")
  long userId;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "last_seen_at")
  Instant lastSeenAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected LinkedIdentity() {}

  LinkedIdentity(ProviderIdentity who, long userId, Instant now) {
    this.issuer = who.issuer();
    this.subject = who.subject();
    this.userId = userId;
    this.createdAt = now;
    this.lastSeenAt = now;
  }

  void see(Instant now) {
    lastSeenAt = now;
  }

  static Uni<@Nullable LinkedIdentity> of(ProviderIdentity who) {
    return LinkedIdentity.<LinkedIdentity>list(
            "issuer = ?1 and subject = ?2", who.issuer(), who.subject())
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  static Uni<Boolean> isLinked(long userId, String issuer) {
    return count("userId = ?1 and issuer = ?2", userId, issuer).map(found -> found > 0);
  }
}
