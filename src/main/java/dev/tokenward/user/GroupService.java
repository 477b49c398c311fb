package dev.tokenward.user;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.store.ChangeFeed;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, makes, changes and deletes groups. Only for superusers, which is checked before. Each
 * method runs on a duplicated Vert.x context and fails with a {@link ProblemException} where the
 * domain refuses.
 */
@Singleton
public class GroupService {

  private static final String DEFAULT_SORT = "created_at";
  private static final Map<String, String> SORTABLE =
      Map.of("id", "id", "name", "name", DEFAULT_SORT, "createdAt", "updated_at", "updatedAt");

  private static final String SEARCHED = "lower(name) like ?1 escape '!'";
  private static final String NAME_TAKEN = "The name has already been taken.";

  private final ChangeFeed changes;
  private final ScopeService scopes;
  private final Clock clock;

  @Inject
  GroupService(ChangeFeed changes, ScopeService scopes, Clock clock) {
    this.changes = changes;
    this.scopes = scopes;
    this.clock = clock;
  }

  /**
   * Lists groups (Snipe-IT: GET /groups).
   *
   * @param request which part, sorted and searched how
   * @return that part
   */
  public Uni<Page<Group>> list(PageRequest request) {
    return Sessions.reading(
        () ->
            UserGroup.count(SEARCHED, request.searchPattern())
                .chain(total -> rows(request).map(rows -> new Page<>(total, rows))));
  }

  /**
   * Finds a group.
   *
   * @param id the group's number
   * @return the group; fails with {@link Problem.NotFound}
   */
  public Uni<Group> find(long id) {
    return Sessions.reading(
        () -> UserGroup.byId(id).map(GroupService::existing).chain(GroupService::counted));
  }

  /**
   * Makes a group (Snipe-IT: POST /groups).
   *
   * @param actor who asks
   * @param given a name at least
   * @return the new group; fails with {@link Problem.Invalid}
   */
  public Uni<Group> create(Actor actor, GroupChanges given) {
    return Sessions.writing(
            () ->
                checked(given, 0)
                    .chain(
                        () ->
                            new UserGroup(given, actor.person().orElse(null), now())
                                .<UserGroup>persistAndFlush())
                    .chain(GroupService::counted))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> nameTaken());
  }

  /**
   * Changes a group (Snipe-IT: PATCH and PUT /groups/{id}). Its members have the new permissions
   * from their next request on.
   *
   * @param id the group's number
   * @param wanted what to change
   * @return the group afterwards; fails with {@link Problem.NotFound} or {@link Problem.Invalid}
   */
  public Uni<Group> edit(long id, GroupChanges wanted) {
    return edit(id, wanted, Optional.empty());
  }

  /**
   * Changes a group as somebody saw it, so that nobody undoes what they have not seen.
   *
   * @param id the group's number
   * @param wanted what to change
   * @param seen when the group was changed last, as far as is known; empty for whenever
   * @return as {@link #edit(long, GroupChanges)}; fails with {@link Problem.Conflict} when the
   *     group was changed since
   */
  public Uni<Group> edit(long id, GroupChanges wanted, Optional<Instant> seen) {
    return changes
        .inTransaction(
            () ->
                UserGroup.byIdForUpdate(id)
                    .map(GroupService::existing)
                    .invoke(group -> Stale.refuse(seen, group.updatedAt, "group"))
                    .chain(group -> checked(wanted, id).replaceWith(group))
                    .invoke(group -> group.apply(wanted, now()))
                    .chain(group -> group.<UserGroup>persistAndFlush())
                    .chain(GroupService::counted))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> nameTaken());
  }

  /**
   * Deletes a group; its members lose what it granted (Snipe-IT: DELETE /groups/{id}).
   *
   * @param id the group's number
   * @return when done; fails with {@link Problem.NotFound}
   */
  public Uni<Void> delete(long id) {
    return changes
        .inTransaction(() -> UserGroup.deleteRow(id))
        .invoke(
            deleted -> {
              if (!deleted) {
                throw notFound();
              }
            })
        .replaceWithVoid();
  }

  private static Uni<List<Group>> rows(PageRequest request) {
    String attribute =
        SORTABLE.getOrDefault(request.sort(), SORTABLE.getOrDefault(DEFAULT_SORT, "id"));
    Sort.Direction direction =
        request.descending() ? Sort.Direction.Descending : Sort.Direction.Ascending;
    Sort order = Sort.by(attribute, direction).and("id", direction);
    return UserGroup.<UserGroup>find(SEARCHED, order, request.searchPattern())
        .range(request.offset(), request.offset() + request.limit() - 1)
        .list()
        .chain(GroupService::counted);
  }

  private static Uni<Group> counted(UserGroup group) {
    return counted(List.of(group)).map(groups -> groups.get(0));
  }

  private static Uni<List<Group>> counted(List<UserGroup> groups) {
    List<Long> ids = groups.stream().map(group -> group.id).toList();
    return memberCounts(ids)
        .map(counts -> groups.stream().map(group -> asGroup(group, counts)).toList());
  }

  private static Group asGroup(UserGroup group, Map<Long, Long> counts) {
    return new Group(
        group.id,
        group.name,
        group.permissions,
        group.notes,
        counts.getOrDefault(group.id, 0L),
        Creator.orNull(group.createdBy, group.creatorName),
        group.createdAt,
        group.updatedAt);
  }

  private static Uni<Map<Long, Long>> memberCounts(List<Long> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    String query =
        "select g.id, count(u) from User u join u.groups g"
            + " where u.deletedAt is null and g.id in :ids group by g.id";
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createSelectionQuery(query, Object[].class)
                    .setParameter("ids", ids)
                    .getResultList())
        .map(
            counts ->
                counts.stream()
                    .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1])));
  }

  /** Fails when a rule of a field is broken that only the database can tell. */
  private Uni<Void> checked(GroupChanges changes, long id) {
    Violations violations = new Violations();
    return nameIsTaken(changes, id)
        .invoke(taken -> addIf(taken, violations))
        .chain(() -> scopes.check(changes.permissions(), violations))
        .invoke(violations::throwIfAny);
  }

  private static Uni<Boolean> nameIsTaken(GroupChanges changes, long id) {
    @Nullable String name = changes.name().value();
    return name == null ? Uni.createFrom().item(false) : UserGroup.nameIsTaken(name, id);
  }

  private static void addIf(boolean taken, Violations violations) {
    if (taken) {
      violations.add("name", NAME_TAKEN);
    }
  }

  private static UserGroup existing(@Nullable UserGroup group) {
    if (group == null) {
      throw notFound();
    }
    return group;
  }

  /**
   * What every look-up in vain fails with.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  public static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("Group does not exist."));
  }

  private static ProblemException nameTaken() {
    return new ProblemException(new Problem.Invalid(Map.of("name", List.of(NAME_TAKEN))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
