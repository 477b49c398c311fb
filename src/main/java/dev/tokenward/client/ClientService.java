package dev.tokenward.client;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.user.Actor;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Stale;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Registers, lists, changes and deletes clients, and makes and ends their secrets. Only for
 * administrators, which is asked here. Each method runs on a duplicated Vert.x context and fails
 * with a {@link ProblemException} where the domain refuses, with {@link Problem.Forbidden} for
 * everybody else.
 */
@Singleton
public class ClientService {

  /** The most clients: lists show all of them at once. */
  public static final int MAX_CLIENTS = 1_000;

  /** The most secrets of one client that count at the same time. */
  public static final int MAX_LIVE_SECRETS = 10;

  private static final String NAME_TAKEN = "The name has already been taken.";

  private final ChangeFeed changes;
  private final TokenFormat format;
  private final Clock clock;
  private final List<String> thisService;

  @Inject
  ClientService(ChangeFeed changes, TokenwardSettings settings, AppSettings app, Clock clock) {
    this.thisService = BaseUrl.audiences(app);
    this.changes = changes;
    this.format = TokenFormat.withPrefix(settings.client().secretPrefix());
    this.clock = clock;
  }

  /**
   * Lists all clients.
   *
   * @param actor who asks
   * @return by name, each with all of its secrets
   */
  public Uni<List<RegisteredClient>> list(Actor actor) {
    mustBeAdministrator(actor);
    return Sessions.reading(
        () ->
            StoredClient.all()
                .chain(clients -> StoredSecret.all().map(all -> withSecrets(clients, all))));
  }

  /**
   * Finds a client.
   *
   * @param actor who asks
   * @param id the client's id
   * @return the client with its secrets; fails with {@link Problem.NotFound}
   */
  public Uni<RegisteredClient> find(Actor actor, UUID id) {
    mustBeAdministrator(actor);
    return Sessions.reading(
        () -> StoredClient.byId(id).map(ClientService::existing).chain(ClientService::complete));
  }

  /**
   * Registers a client, with its first secret. Both count on every replica once this has an item.
   *
   * @param actor who asks
   * @param request what is to be known of it
   * @return the client, and its secret; fails with {@link Problem.Invalid}
   */
  public Uni<IssuedSecret> register(Actor actor, ClientRequest request) {
    mustBeAdministrator(actor);
    check(request);
    StoredClient client = new StoredClient(request, actor.person().orElse(null), now());
    return Sessions.writing(
            () ->
                StoredClient.lockOutOtherRegistrations()
                    .chain(() -> StoredClient.count())
                    .invoke(ClientService::refuseTooManyClients)
                    .chain(() -> checkedName(request, client.id))
                    .chain(() -> client.<StoredClient>persistAndFlush())
                    .chain(stored -> issue(stored, List.of())))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> invalid("name", NAME_TAKEN));
  }

  /**
   * Changes what is known of a client. It counts from the client's next request on.
   *
   * @param actor who asks
   * @param id the client's id
   * @param request all that is to be known of it
   * @param seen when it was changed last, as the actor has seen it; empty to change it whatever it
   *     is
   * @return the client afterwards; fails with {@link Problem.NotFound}, {@link Problem.Invalid}, or
   *     {@link Problem.Conflict} where it was changed since it was seen
   */
  public Uni<RegisteredClient> change(
      Actor actor, UUID id, ClientRequest request, Optional<Instant> seen) {
    mustBeAdministrator(actor);
    check(request);
    return changes
        .inTransaction(
            () ->
                StoredClient.byIdForUpdate(id)
                    .map(ClientService::existing)
                    .invoke(client -> Stale.refuse(seen, client.updatedAt, "client"))
                    .call(client -> checkedName(request, id))
                    .invoke(client -> client.apply(request, now()))
                    .chain(client -> client.<StoredClient>persistAndFlush())
                    .chain(ClientService::complete))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> invalid("name", NAME_TAKEN));
  }

  /**
   * Deletes a client with all its secrets, none of which counts any more.
   *
   * @param actor who asks
   * @param id the client's id
   * @return when done; fails with {@link Problem.NotFound}
   */
  public Uni<Void> delete(Actor actor, UUID id) {
    mustBeAdministrator(actor);
    return changes
        .inTransaction(() -> StoredClient.deleteRow(id))
        .invoke(ClientService::failUnless)
        .replaceWithVoid();
  }

  /**
   * Makes one more secret of a client, so that it can be put in place before another one is ended.
   *
   * @param actor who asks
   * @param id the client's id
   * @return the secret; fails with {@link Problem.NotFound}, or {@link Problem.Conflict} where
   *     there are {@link #MAX_LIVE_SECRETS} that count
   */
  public Uni<IssuedSecret> addSecret(Actor actor, UUID id) {
    mustBeAdministrator(actor);
    return Sessions.writing(
        () ->
            StoredClient.byIdForUpdate(id)
                .map(ClientService::existing)
                .chain(client -> StoredSecret.of(id).chain(secrets -> issue(client, secrets))));
  }

  /**
   * Ends a secret.
   *
   * @param actor who asks
   * @param id the client's id
   * @param secretId the secret's id
   * @return whether it counted until now; if so, it counts nowhere from then on. Fails with {@link
   *     Problem.NotFound} where the client has no such secret
   */
  public Uni<Boolean> endSecret(Actor actor, UUID id, UUID secretId) {
    mustBeAdministrator(actor);
    return changes
        .inTransaction(() -> StoredSecret.end(id, secretId, now()))
        .chain(
            ended ->
                ended > 0
                    ? Uni.createFrom().item(true)
                    : Sessions.reading(() -> StoredSecret.exists(id, secretId))
                        .invoke(ClientService::failUnless)
                        .replaceWith(false));
  }

  /**
   * What every look-up in vain fails with.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  public static ProblemException notFound() {
    return new ProblemException(
        new Problem.NotFound("There is no such client, or no such secret."));
  }

  private Uni<IssuedSecret> issue(StoredClient client, List<StoredSecret> before) {
    long live = before.stream().filter(secret -> secret.endedAt == null).count();
    if (live >= MAX_LIVE_SECRETS) {
      throw new ProblemException(
          new Problem.Conflict(
              "The client has %d secrets that count already. End one first."
                  .formatted(MAX_LIVE_SECRETS)));
    }
    TokenSecret text = format.generate();
    StoredSecret fresh = new StoredSecret(client.id, text, now());
    List<StoredSecret> all = new ArrayList<>(List.of(fresh));
    all.addAll(before);
    return fresh
        .<StoredSecret>persist()
        .map(stored -> new IssuedSecret(client.with(all), stored.secret(), text));
  }

  private static Uni<RegisteredClient> complete(StoredClient client) {
    return StoredSecret.of(client.id).map(client::with);
  }

  private static List<RegisteredClient> withSecrets(
      List<StoredClient> clients, List<StoredSecret> all) {
    Map<UUID, List<StoredSecret>> byClient =
        all.stream().collect(Collectors.groupingBy(secret -> secret.clientId));
    return clients.stream()
        .map(client -> client.with(byClient.getOrDefault(client.id, List.of())))
        .toList();
  }

  /** What is meant for this service is no other service's business. */
  private void check(ClientRequest request) {
    request.check();
    if (request.audience().stream().anyMatch(thisService::contains)) {
      throw invalid("audience", "The audience may not name this service itself.");
    }
  }

  private static Uni<Void> checkedName(ClientRequest request, UUID id) {
    return StoredClient.nameIsTaken(request.name(), id)
        .invoke(
            taken -> {
              if (taken) {
                throw invalid("name", NAME_TAKEN);
              }
            })
        .replaceWithVoid();
  }

  private static void mustBeAdministrator(Actor actor) {
    if (!actor.rights().allow(PermissionKey.ADMIN)) {
      throw new ProblemException(Problem.Forbidden.without(PermissionKey.ADMIN));
    }
  }

  private static void refuseTooManyClients(long count) {
    if (count >= MAX_CLIENTS) {
      throw invalid(
          "name",
          "There are %d clients already, and there can't be more. Delete one first."
              .formatted(MAX_CLIENTS));
    }
  }

  private static StoredClient existing(@Nullable StoredClient client) {
    if (client == null) {
      throw notFound();
    }
    return client;
  }

  private static void failUnless(boolean found) {
    if (!found) {
      throw notFound();
    }
  }

  private static ProblemException invalid(String field, String sentence) {
    return new ProblemException(new Problem.Invalid(Map.of(field, List.of(sentence))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
