package dev.tokenward.token;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of {@code oauth_clients} that all personal access tokens belong to. Read only. */
@Entity
@Table(name = "oauth_clients")
class PersonalAccessClient extends PanacheEntityBase {

  /** The migration makes it as the first of its table. */
  static final long ID = 1;

  @Id long id;

  String name;
  String redirect;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected PersonalAccessClient() {}

  static Uni<TokenClient> theOne() {
    return PersonalAccessClient.<PersonalAccessClient>findById(ID)
        .map(PersonalAccessClient::client);
  }

  TokenClient client() {
    return new TokenClient(id, name, redirect, createdAt, updatedAt);
  }
}
