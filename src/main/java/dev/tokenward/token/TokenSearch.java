package dev.tokenward.token;

import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds tokens part by part, for people who have many. Each method runs on a duplicated Vert.x
 * context. How often a token was used is not looked up.
 */
@Singleton
public class TokenSearch {

  private final Clock clock;

  @Inject
  TokenSearch(Clock clock) {
    this.clock = clock;
  }

  /**
   * Lists a part of a user's tokens, newest first.
   *
   * @param userId the owner
   * @param request which part, and what the name, the description, the preview or a scope must
   *     contain; its order does not count
   * @param withEnded whether expired and revoked ones are listed too
   * @return that part, and how many there are in all parts
   */
  public Uni<Page<Token>> find(long userId, PageRequest request, boolean withEnded) {
    Instant now = clock.instant();
    String pattern = request.searchPattern();
    return Sessions.reading(
        () ->
            PersonalAccessToken.countOfUser(userId, now, withEnded, pattern)
                .chain(
                    total ->
                        PersonalAccessToken.ofUser(userId, now, withEnded, pattern, request)
                            .map(rows -> new Page<>(total, tokens(rows)))));
  }

  /**
   * Finds one of a user's tokens.
   *
   * @param userId the owner
   * @param id the token's id
   * @return the token, also an expired or revoked one; empty for another user's
   */
  public Uni<Optional<Token>> find(long userId, UUID id) {
    return Sessions.reading(() -> PersonalAccessToken.ofUser(userId, id)).map(TokenSearch::token);
  }

  private static List<Token> tokens(List<PersonalAccessToken> rows) {
    return rows.stream().map(row -> row.token(Token.Uses.NONE)).toList();
  }

  private static Optional<Token> token(@Nullable PersonalAccessToken row) {
    return Optional.ofNullable(row).map(found -> found.token(Token.Uses.NONE));
  }
}
