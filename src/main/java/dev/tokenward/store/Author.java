package dev.tokenward.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, for the audit log. Triggers write the log; each transaction tells them its
 * author by the setting {@code tokenward.author}, which ends with it. Whoever authenticates
 * somebody remembers the author with the request, on its duplicated Vert.x context, so that nothing
 * between there and the store has to hand it on.
 *
 * @param kind what the author is
 * @param id the number of a user, the id of a client; null for all others
 * @param name the username, what people call the client, or another name; null if it has none
 * @param credential what was shown: a token or a session with its id, or a password; null if
 *     nothing
 * @param address the IP address that the request came from; null if there was no request
 */
public record Author(
    Kind kind,
    @Nullable String id,
    @Nullable String name,
    @Nullable String credential,
    @Nullable String address) {

  /** The service itself: what it does without being asked. */
  public static final Author SERVICE = new Author(Kind.SERVICE, null, null, null, null);

  private static final Object KEY = Author.class;

  /** What an author is. */
  public enum Kind {
    /** A person, or a program with a person's token. */
    USER,
    /** A registered client. */
    CLIENT,
    /** Whoever has a token and says nothing of who they are. */
    NOBODY,
    /** An OpenID Connect provider, on whose word somebody is admitted. */
    PROVIDER,
    /** Whoever is at the command line. */
    OPERATOR,
    /** The service itself. */
    SERVICE
  }

  /**
   * A person.
   *
   * @param id the user's number
   * @param username if it is known; else the log finds it where the user is the target too
   * @param credential what they showed
   * @param address where the request came from
   * @return the person as an author
   */
  public static Author user(
      long id, @Nullable String username, String credential, @Nullable String address) {
    return new Author(Kind.USER, Long.toString(id), username, credential, address);
  }

  /**
   * A registered client.
   *
   * @param id its id
   * @param name what people call it
   * @param address where the request came from
   * @return the client as an author
   */
  public static Author client(UUID id, String name, String address) {
    return new Author(Kind.CLIENT, id.toString(), name, "secret", address);
  }

  /**
   * Whoever has only the token that a request is about.
   *
   * @param address where the request came from
   * @return nobody in particular
   */
  public static Author nobody(String address) {
    return new Author(Kind.NOBODY, null, null, null, address);
  }

  /**
   * A provider.
   *
   * @param issuer what it calls itself
   * @param address where the browser is that it sent
   * @return the provider as an author
   */
  public static Author provider(String issuer, String address) {
    return new Author(Kind.PROVIDER, null, issuer, null, address);
  }

  /**
   * Somebody at the command line.
   *
   * @param name of their account on the machine
   * @return the operator as an author
   */
  public static Author operator(String name) {
    return new Author(Kind.OPERATOR, null, name, null, null);
  }

  /**
   * Remembers the author for the rest of the request, if this is one; any earlier one is replaced.
   */
  public void remember() {
    @Nullable Context context = Vertx.currentContext();
    if (context != null && VertxContext.isDuplicatedContext(context)) {
      context.putLocal(KEY, this);
    }
  }

  /**
   * Who makes the changes of the current request.
   *
   * @return {@link #SERVICE} where nobody was remembered
   */
  public static Author current() {
    @Nullable Context context = Vertx.currentContext();
    @Nullable Author known =
        context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(KEY) : null;
    return known == null ? SERVICE : known;
  }

  /**
   * The value of the setting.
   *
   * @return a JSON object
   */
  public String text() {
    return new JsonObject()
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("id", id)
        .put("name", name)
        .put("credential", credential)
        .put("address", address)
        .encode();
  }

  /** Tells the current transaction its author. */
  Uni<String> sign() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select set_config('tokenward.author', :author, true)", String.class)
                    .setParameter("author", text())
                    .getSingleResult());
  }
}
