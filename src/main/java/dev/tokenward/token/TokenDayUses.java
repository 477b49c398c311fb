package dev.tokenward.token;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A row of {@code token_uses}: how often a token passed on one day, in UTC. Read only. */
@Entity
@Table(name = "token_uses")
@IdClass(TokenDayUses.Key.class)
class TokenDayUses extends PanacheEntityBase {

  private static final int DAYS = 30;

  @Id
  @Column(name = "token_id")
  UUID tokenId;

  @Id LocalDate day;

  long uses;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected TokenDayUses() {}

  /** What a row is found by. */
  record Key(UUID tokenId, LocalDate day) {}

  /** How often each token of a user passed; those that never did are missing. */
  static Uni<Map<UUID, Token.Uses>> ofUser(long userId, LocalDate today) {
    return counted(
        "u.tokenId in (select t.id from PersonalAccessToken t where t.userId = :tokens)",
        userId,
        today);
  }

  /** The same for some tokens, whosever they are. */
  static Uni<Map<UUID, Token.Uses>> of(List<UUID> tokens, LocalDate today) {
    return tokens.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : counted("u.tokenId in :tokens", tokens, today);
  }

  private static Uni<Map<UUID, Token.Uses>> counted(
      String ofTokens, Object tokens, LocalDate today) {
    String query =
        "select u.tokenId, sum(case when u.day = :today then u.uses else 0 end), sum(u.uses)"
            + " from TokenDayUses u where u.day > :since and "
            + ofTokens
            + " group by u.tokenId";
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createSelectionQuery(query, Object[].class)
                    .setParameter("today", today)
                    .setParameter("since", today.minusDays(DAYS))
                    .setParameter("tokens", tokens)
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> (UUID) row[0],
                            row -> new Token.Uses((Long) row[1], (Long) row[2]))));
  }
}
