package dev.tokenward.token;

import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.Proof;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The rows that say whether a maker's credential still counts. Whoever makes a token locks them, so
 * that it is either made before the credential ends, and found by whoever then ends all tokens of
 * its owner, or not at all. The user is locked first, as everywhere.
 *
 * @param rows what follows {@code from} to find and lock them: one row, or none when the credential
 *     has ended; with the placeholders USER and PROOF
 * @param proof what PROOF stands for; null where there is none in the rows
 */
record MakerRows(String rows, @Nullable String proof) {

  private static final String ACTIVE =
      "u.id = cast(USER as bigint) and u.activated and u.deleted_at is null";

  private static final String OF_TOKEN =
      "users u join personal_access_tokens m on m.id = cast(cast(PROOF as text) as uuid) where "
          + ACTIVE
          + " and m.user_id = u.id and m.revoked_at is null for share of u, m";

  private static final String OF_SESSION =
      "users u join sessions s on s.id = cast(cast(PROOF as text) as uuid) where "
          + ACTIVE
          + " and s.user_id = u.id for share of u, s";

  private static final String OF_PASSWORD =
      "users u where " + ACTIVE + " and u.password_hash = cast(PROOF as text) for share of u";

  private static final String OF_WORD = "users u where u.id = cast(USER as bigint) for share of u";

  static MakerRows of(Maker maker) {
    Proof proof = maker.proof();
    if (proof instanceof Proof.Token token) {
      return new MakerRows(OF_TOKEN, token.id().toString());
    }
    if (proof instanceof Proof.Session session) {
      return new MakerRows(OF_SESSION, session.id().toString());
    }
    return proof instanceof Proof.Password password
        ? new MakerRows(OF_PASSWORD, password.storedHash())
        : new MakerRows(OF_WORD, null);
  }

  /** What follows {@code from}, with these names of parameters. */
  String from(String user, String proofParameter) {
    return rows.replace("USER", user).replace("PROOF", proofParameter);
  }

  /** Locks the rows in the current transaction; false when the credential has ended. */
  Uni<Boolean> lock(long userId) {
    return Panache.getSession()
        .chain(session -> query(session, userId).getResultList())
        .map(found -> !found.isEmpty());
  }

  private Mutiny.SelectionQuery<Long> query(Mutiny.Session session, long userId) {
    Mutiny.SelectionQuery<Long> query =
        session
            .createNativeQuery("select u.id from " + from(":user", ":proof"), Long.class)
            .setParameter("user", userId);
    return proof == null ? query : query.setParameter("proof", proof);
  }

  @Override
  public String toString() {
    return "MakerRows[hidden]";
  }
}
