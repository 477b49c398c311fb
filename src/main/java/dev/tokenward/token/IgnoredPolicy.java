package dev.tokenward.token;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Notes in the audit log that somebody made a token as if there were no policy. That the token was
 * made the database notes by itself; how it was asked for it can't know.
 */
final class IgnoredPolicy {

  private static final String NOTE =
      """
      select count(*) from tokenward_note_audit(
          'policy.ignored', 'done', 'token', cast(:id as text), cast(:name as text),
          cast(:user as bigint), cast('{}' as jsonb))""";

  private IgnoredPolicy() {}

  /** Notes it within the caller's transaction. */
  static Uni<Long> note(Token token) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE, Long.class)
                    .setParameter("id", token.id().toString())
                    .setParameter("name", token.name())
                    .setParameter("user", token.userId())
                    .getSingleResult());
  }
}
