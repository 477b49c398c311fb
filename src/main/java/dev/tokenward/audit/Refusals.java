package dev.tokenward.audit;

import dev.tokenward.log.LineBudget;
import dev.tokenward.store.Author;
import dev.tokenward.store.StoreFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes what was tried and refused. Nothing is changed by that, so nobody waits for the entry, and
 * one that can't be written refuses nobody. Whoever is refused all the time must not fill the disk:
 * beyond a few in a minute they are only counted.
 */
@Singleton
public class Refusals {

  /** For each replica, if somebody goes on all day. */
  static final int MOST_PER_MINUTE = 20;

  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private static final Target NOTHING = new Target(null, null);

  private static final String NOTE =
      """
      select tokenward_note_audit($2, 'refused', $3, $4, $5, $6, $7::text::jsonb)
        from (select set_config('tokenward.author', $1, true) as author) signed
       where signed.author is not null""";

  private final Pool pool;
  private final LineBudget budget;

  @Inject
  Refusals(Pool pool, Clock clock) {
    this.pool = pool;
    this.budget = new LineBudget(clock, Duration.ofMinutes(1), MOST_PER_MINUTE, this::noteLeftOut);
  }

  /**
   * A user whom somebody tried to be.
   *
   * @param id the user's number; null for nobody
   * @param name the username
   */
  private record Target(@Nullable Long id, @Nullable String name) {}

  /**
   * Notes a password that was refused. Call it on any thread.
   *
   * @param address where it came from
   * @param reason why, in words that are fit for the log
   */
  public void signIn(String address, String reason) {
    note(Author.nobody(address), "sign_in.tried", NOTHING, Map.of("reason", reason));
  }

  /**
   * The same for somebody who is known by the name that came with it.
   *
   * @param address where it came from
   * @param id the user's number
   * @param username the user's own
   * @param reason why
   */
  public void signIn(String address, long id, String username, String reason) {
    Target target = new Target(id, username);
    note(Author.nobody(address), "sign_in.tried", target, Map.of("reason", reason));
  }

  /**
   * Notes that somebody may not do what they asked for.
   *
   * @param author who asked
   * @param method of the request
   * @param place of the request, printable, bounded and without anything that could be a token
   */
  public void request(Author author, String method, String place) {
    note(author, "request.tried", NOTHING, Map.of("method", method, "path", place));
  }

  private void noteLeftOut(long more) {
    write(Author.SERVICE, "refusal.left_out", NOTHING, Map.of("count", more));
  }

  private void note(Author author, String action, Target target, Map<String, Object> details) {
    if (budget.take()) {
      write(author, action, target, details);
    }
  }

  private void write(Author author, String action, Target target, Map<String, Object> details) {
    pool.preparedQuery(NOTE)
        .execute(
            Tuple.from(
                new Object[] {
                  author.text(),
                  action,
                  target.id() == null ? null : "user",
                  target.id() == null ? null : target.id().toString(),
                  target.name(),
                  target.id(),
                  new JsonObject(Map.copyOf(details)).encode()
                }))
        .subscribe()
        .with(written -> {}, Refusals::complain);
  }

  private static void complain(Throwable failure) {
    if (!StoreFailure.isOutage(failure) && !StoreFailure.isMissingSchema(failure)) {
      LOG.errorf("A refusal can't be written to the audit log: %s", failure);
    }
  }
}
