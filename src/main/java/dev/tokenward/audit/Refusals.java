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
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes what was tried and refused. Nothing is changed by that, so nobody waits for the entry, and
 * one that can't be written refuses nobody. Whoever is refused all the time must not fill the disk:
 * beyond a few of a kind in a minute they are only counted. Each kind has a budget of its own, so
 * that whoever guesses secrets does not hide who guesses passwords.
 */
@Singleton
public class Refusals {

  /** Of each kind, for each replica, if somebody goes on all day. */
  static final int MOST_PER_MINUTE = 20;

  private static final String SIGN_IN = "sign_in.tried";
  private static final String REQUEST = "request.tried";
  private static final String CLIENT = "client.tried";

  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private static final Target NOTHING = new Target(null, null);

  private static final String NOTE =
      """
      select tokenward_note_audit($2, 'refused', $3, $4, $5, $6, $7::text::jsonb)
        from (select set_config('tokenward.author', $1, true) as author) signed
       where signed.author is not null""";

  private static final String NOTE_CLIENT =
      """
      select tokenward_note_audit('client.tried', 'refused', case when c.id is not null then 'client' end,
                                  c.id::text, c.name::text, null::bigint, $3::text::jsonb)
        from (select set_config('tokenward.author', $1, true) as author) signed
        left join registered_clients c on c.id::text = $2
       where signed.author is not null""";

  private static final Pattern CLIENT_ID = Pattern.compile("[0-9a-f-]{36}");

  private final Pool pool;
  private final LineBudget signIns;
  private final LineBudget requests;
  private final LineBudget clients;

  @Inject
  Refusals(Pool pool, Clock clock) {
    this.pool = pool;
    this.signIns = budget(clock, SIGN_IN);
    this.requests = budget(clock, REQUEST);
    this.clients = budget(clock, CLIENT);
  }

  private LineBudget budget(Clock clock, String action) {
    return new LineBudget(
        clock, Duration.ofMinutes(1), MOST_PER_MINUTE, more -> noteLeftOut(action, more));
  }

  /**
   * A user whom somebody tried to be.
   *
   * @param id the user's number; null for nobody
   * @param name the username
   */
  private record Target(@Nullable Long id, @Nullable String name) {}

  /**
   * Notes a sign-in that was refused and of which is not known whose it was. Call it on any thread.
   *
   * @param address where it came from
   * @param reason why, in words that are fit for the log
   */
  public void signIn(String address, String reason) {
    if (signIns.take()) {
      write(Author.nobody(address), SIGN_IN, NOTHING, Map.of("reason", reason));
    }
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
    if (signIns.take()) {
      Target target = new Target(id, username);
      write(Author.nobody(address), SIGN_IN, target, Map.of("reason", reason));
    }
  }

  /**
   * The same for somebody for whom an OpenID Connect provider vouches, and who is nobody here.
   *
   * @param provider who vouches for them
   * @param subject what the provider calls them
   * @param reason why
   */
  public void signIn(Author provider, String subject, String reason) {
    if (signIns.take()) {
      write(provider, SIGN_IN, NOTHING, Map.of("reason", reason, "subject", subject));
    }
  }

  /**
   * Notes that a service is not the client that it says it is.
   *
   * @param address where it asks from
   * @param id which it says it is, of any length; noted only if there is such a client
   * @param reason why, in words that are fit for the log
   */
  public void client(String address, String id, String reason) {
    if (clients.take()) {
      String known = CLIENT_ID.matcher(id).matches() ? id : "";
      String details = new JsonObject().put("reason", reason).encode();
      send(NOTE_CLIENT, Tuple.of(Author.nobody(address).text(), known, details));
    }
  }

  /**
   * Notes that somebody may not do what they asked for.
   *
   * @param author who asked
   * @param method of the request
   * @param place of the request, printable, bounded and without anything that could be a token
   */
  public void request(Author author, String method, String place) {
    if (requests.take()) {
      write(author, REQUEST, NOTHING, Map.of("method", method, "path", place));
    }
  }

  private void noteLeftOut(String action, long more) {
    write(Author.SERVICE, "refusal.left_out", NOTHING, Map.of("action", action, "count", more));
  }

  private void write(Author author, String action, Target target, Map<String, Object> details) {
    send(
        NOTE,
        Tuple.from(
            new Object[] {
              author.text(),
              action,
              target.id() == null ? null : "user",
              target.id() == null ? null : target.id().toString(),
              target.name(),
              target.id(),
              new JsonObject(Map.copyOf(details)).encode()
            }));
  }

  private void send(String statement, Tuple values) {
    pool.preparedQuery(statement)
        .execute(values)
        .subscribe()
        .with(written -> {}, Refusals::complain);
  }

  private static void complain(Throwable failure) {
    if (!StoreFailure.isOutage(failure) && !StoreFailure.isMissingSchema(failure)) {
      LOG.errorf("A refusal can't be written to the audit log: %s", failure);
    }
  }
}
