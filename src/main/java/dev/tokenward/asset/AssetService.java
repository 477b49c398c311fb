package dev.tokenward.asset;

import dev.tokenward.config.MaxSettings;
import dev.tokenward.problem.Characters;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import dev.tokenward.user.Actor;
import dev.tokenward.user.Profile;
import dev.tokenward.user.UserService;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, makes, changes and deletes assets. Each method runs on a duplicated Vert.x context, in
 * a transaction of its own where it writes, and fails with a {@link ProblemException} where the
 * domain refuses. Whether the caller has the {@code assets.*} permission is checked before.
 */
@Singleton
class AssetService {

  static final String NO_SUCH_USER = "The selected assigned user is invalid.";

  private static final String TAG = "asset_tag";
  private static final String TAG_TAKEN = "The asset tag has already been taken.";

  /** The longest text that a tag or a serial number can be. */
  private static final int LONGEST = 255;

  /** How often a tag is drawn again that somebody chose by hand in the same moment. */
  private static final int MOST_DRAWS = 10;

  private static final String DEFAULT_SORT = "created_at";

  /** What a list may be sorted by, and the attribute that holds it. */
  private static final Map<String, String> SORTABLE =
      Map.ofEntries(
          Map.entry("id", "id"),
          Map.entry("name", "name"),
          Map.entry("asset_tag", "assetTag"),
          Map.entry("serial", "serial"),
          Map.entry("model", "model"),
          Map.entry("status_label", "status"),
          Map.entry(DEFAULT_SORT, "createdAt"),
          Map.entry("updated_at", "updatedAt"));

  private static final String SEARCHED =
      """
      lower(name) like ?1 escape '!' or lower(assetTag) like ?1 escape '!'
      or lower(serial) like ?1 escape '!' or lower(model) like ?1 escape '!'
      or lower(notes) like ?1 escape '!'""";

  private final UserService users;
  private final Clock clock;
  private final int mostRows;

  @Inject
  AssetService(UserService users, MaxSettings max, Clock clock) {
    this.users = users;
    this.mostRows = max.results();
    this.clock = clock;
  }

  /**
   * Lists assets (Snipe-IT: GET /hardware).
   *
   * @param request which part, sorted and searched how
   * @return that part
   */
  Uni<Page<Asset>> list(PageRequest request) {
    return Sessions.reading(
            () ->
                StoredAsset.count(SEARCHED, request.searchPattern())
                    .chain(total -> rows(request).map(rows -> new Page<>(total, rows))))
        .chain(this::allWithPeople);
  }

  /**
   * Finds an asset.
   *
   * @param id the asset's number
   * @return the asset; fails with {@link Problem.NotFound}
   */
  Uni<Asset> find(long id) {
    return Sessions.reading(() -> StoredAsset.byId(id))
        .map(AssetService::existing)
        .chain(this::withPeople);
  }

  /**
   * Finds an asset by what is written on it (Snipe-IT: GET /hardware/bytag/{tag}).
   *
   * @param tag whatever the case of its letters
   * @return the asset; fails with {@link Problem.NotFound}
   */
  Uni<Asset> findByTag(String tag) {
    return canBeStored(tag)
        ? Sessions.reading(() -> StoredAsset.byTag(tag))
            .map(AssetService::existing)
            .chain(this::withPeople)
        : Uni.createFrom().failure(notFound());
  }

  /**
   * Finds all assets of one serial number (Snipe-IT: GET /hardware/byserial/{serial}).
   *
   * @param serial whatever the case of its letters
   * @return how many there are, and the oldest of them; fails with {@link Problem.NotFound} when
   *     there is none
   */
  Uni<Page<Asset>> findBySerial(String serial) {
    return canBeStored(serial)
        ? Sessions.reading(
                () ->
                    StoredAsset.countBySerial(serial)
                        .chain(
                            total ->
                                StoredAsset.bySerial(serial, mostRows)
                                    .map(rows -> new Page<>(total, rows))))
            .invoke(AssetService::mustHaveRows)
            .chain(this::allWithPeople)
        : Uni.createFrom().failure(notFound());
  }

  /**
   * Makes an asset (Snipe-IT: POST /hardware).
   *
   * @param actor who asks
   * @param given a model at least; without a tag it gets the next free number
   * @return the new asset; fails with {@link Problem.Invalid}
   */
  Uni<Asset> create(Actor actor, AssetChanges given) {
    return brokenRules(given)
        .chain(
            violations ->
                given.assetTag().value() == null
                    ? insertWithNextTag(actor, given, violations)
                    : insert(actor, given, violations))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> tagTaken())
        .chain(this::withPeople);
  }

  /**
   * Changes an asset (Snipe-IT: PATCH and PUT /hardware/{id}).
   *
   * @param id the asset's number
   * @param wanted what to change
   * @return the asset afterwards; fails with {@link Problem.NotFound} or {@link Problem.Invalid}
   */
  Uni<Asset> edit(long id, AssetChanges wanted) {
    return brokenRules(wanted)
        .chain(violations -> Sessions.writing(() -> update(id, wanted, violations)))
        .onFailure(StoreFailure::isDuplicate)
        .transform(raced -> tagTaken())
        .chain(this::withPeople);
  }

  /**
   * Deletes an asset; its tag is free again (Snipe-IT: DELETE /hardware/{id}).
   *
   * @param id the asset's number
   * @return when done; fails with {@link Problem.NotFound}
   */
  Uni<Void> delete(long id) {
    return Sessions.writing(() -> StoredAsset.deleteRow(id))
        .invoke(
            deleted -> {
              if (!deleted) {
                throw notFound();
              }
            })
        .replaceWithVoid();
  }

  /**
   * What every look-up in vain fails with.
   *
   * @return an exception with {@link Problem.NotFound}
   */
  static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("Asset does not exist."));
  }

  private static Uni<List<StoredAsset>> rows(PageRequest request) {
    String attribute =
        SORTABLE.getOrDefault(request.sort(), SORTABLE.getOrDefault(DEFAULT_SORT, "id"));
    Sort.Direction direction =
        request.descending() ? Sort.Direction.Descending : Sort.Direction.Ascending;
    Sort order = Sort.by(attribute, direction).and("id", direction);
    return StoredAsset.<StoredAsset>find(SEARCHED, order, request.searchPattern())
        .range(request.offset(), request.offset() + request.limit() - 1)
        .list();
  }

  private Uni<StoredAsset> insert(Actor actor, AssetChanges given, Violations violations) {
    String tag = given.assetTag().or("");
    return Sessions.writing(
        () -> tagIsFree(given, 0, violations).chain(() -> persist(actor, given, tag)));
  }

  private Uni<StoredAsset> insertWithNextTag(
      Actor actor, AssetChanges given, Violations violations) {
    violations.throwIfAny();
    return Sessions.writing(() -> StoredAsset.nextTag().chain(tag -> persist(actor, given, tag)))
        .onFailure(StoreFailure::isDuplicate)
        .retry()
        .atMost(MOST_DRAWS);
  }

  private Uni<StoredAsset> persist(Actor actor, AssetChanges given, String tag) {
    return new StoredAsset(given, tag, actor.person().orElse(null), now()).persistAndFlush();
  }

  private Uni<StoredAsset> update(long id, AssetChanges wanted, Violations violations) {
    return StoredAsset.byIdForUpdate(id)
        .map(AssetService::existing)
        .call(row -> tagIsFree(wanted, id, violations))
        .invoke(row -> row.apply(wanted, now()))
        .chain(row -> row.<StoredAsset>persistAndFlush());
  }

  /** What is wrong with the person who is to have it; nothing is thrown yet. */
  private Uni<Violations> brokenRules(AssetChanges changes) {
    Violations violations = new Violations();
    @Nullable Long id = changes.assignedTo().value();
    if (id == null) {
      return Uni.createFrom().item(violations);
    }
    return users
        .known(Set.of(id))
        .invoke(
            known -> {
              @Nullable Profile user = known.get(id);
              if (user == null || user.deletedAt() != null) {
                violations.add("assigned_user", NO_SUCH_USER);
              }
            })
        .replaceWith(violations);
  }

  /** Looks whether the tag is free; fails with all rules that are broken by then. */
  private static Uni<Void> tagIsFree(AssetChanges changes, long id, Violations violations) {
    @Nullable String tag = changes.assetTag().value();
    Uni<Boolean> isTaken =
        tag == null ? Uni.createFrom().item(false) : StoredAsset.tagIsTaken(tag, id);
    return isTaken
        .invoke(
            taken -> {
              if (taken) {
                violations.add(TAG, TAG_TAKEN);
              }
              violations.throwIfAny();
            })
        .replaceWithVoid();
  }

  private Uni<Asset> withPeople(StoredAsset row) {
    return allWithPeople(new Page<>(1, List.of(row))).map(page -> page.rows().get(0));
  }

  private Uni<Page<Asset>> allWithPeople(Page<StoredAsset> page) {
    Set<Long> ids =
        page.rows().stream().flatMap(row -> row.people()).collect(Collectors.toUnmodifiableSet());
    return users
        .known(ids)
        .map(
            people ->
                new Page<>(
                    page.total(), page.rows().stream().map(row -> row.with(people)).toList()));
  }

  private static StoredAsset existing(@Nullable StoredAsset row) {
    if (row == null) {
      throw notFound();
    }
    return row;
  }

  private static void mustHaveRows(Page<StoredAsset> page) {
    if (page.rows().isEmpty()) {
      throw notFound();
    }
  }

  /** What comes with an address may be anything, and the database refuses to be asked for some. */
  private static boolean canBeStored(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        && text.codePoints().noneMatch(Characters::isControl);
  }

  private static ProblemException tagTaken() {
    return new ProblemException(new Problem.Invalid(Map.of(TAG, List.of(TAG_TAKEN))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
