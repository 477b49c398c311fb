package dev.tokenward.token;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import dev.tokenward.store.Sessions;
import dev.tokenward.store.StoreFailure;
import dev.tokenward.user.Actor;
import dev.tokenward.user.Creator;
import dev.tokenward.user.GroupService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what administrators demand of tokens, for the installation and for groups, and finds the
 * tokens that break it. A change counts on every replica from the next creation on, because each
 * creation asks the database. Whether the caller may is checked before. Each method runs on a
 * duplicated Vert.x context, in a transaction of its own where it writes.
 */
@Singleton
public class PolicyService {

  /** How often a change is made again when somebody else made the first one in the same moment. */
  private static final int MOST_ATTEMPTS = 3;

  /** Keeps the group from being deleted until the policy refers to it. */
  private static final String LOCK_GROUP =
      "select id from permission_groups where id = :group for key share";

  private final TokenFormat format;
  private final Clock clock;

  @Inject
  PolicyService(TokenFormat format, Clock clock) {
    this.format = format;
    this.clock = clock;
  }

  /**
   * Finds the policy of the installation.
   *
   * @return what is demanded, which may be nothing
   */
  public Uni<KeptPolicy> find() {
    return Sessions.reading(() -> StoredPolicy.of(null)).map(PolicyService::kept);
  }

  /**
   * Finds the policy of a group.
   *
   * @param groupId the group's number
   * @return what is demanded, which may be nothing; fails with {@link Problem.NotFound} when there
   *     is no such group
   */
  public Uni<KeptPolicy> find(long groupId) {
    return Sessions.reading(() -> existing(groupId).chain(() -> StoredPolicy.of(groupId)))
        .map(PolicyService::kept);
  }

  /**
   * Replaces the policy of the installation.
   *
   * @param actor who asks
   * @param policy all that is demanded from now on
   * @return the policy; fails with {@link Problem.Invalid} when nobody would recognise its prefix
   */
  public Uni<KeptPolicy> replace(Actor actor, TokenPolicy policy) {
    @Nullable String prefix = policy.prefix();
    if (prefix != null && !format.recognises(prefix)) {
      return Uni.createFrom().failure(unknownPrefix());
    }
    return retried(() -> put(null, actor, policy));
  }

  /**
   * Replaces the policy of a group.
   *
   * @param actor who asks
   * @param groupId the group's number
   * @param policy all that is demanded from now on, without a prefix
   * @return the policy; fails with {@link Problem.NotFound} when there is no such group
   */
  public Uni<KeptPolicy> replace(Actor actor, long groupId, TokenPolicy policy) {
    return retried(() -> existing(groupId).chain(() -> put(groupId, actor, policy)));
  }

  /**
   * Removes the policy of a group, if it has one.
   *
   * @param groupId the group's number
   * @return when done; fails with {@link Problem.NotFound} when there is no such group
   */
  public Uni<Void> remove(long groupId) {
    return Sessions.writing(() -> existing(groupId).chain(() -> StoredPolicy.deleteOf(groupId)))
        .replaceWithVoid();
  }

  /**
   * Finds the live tokens that could not be made now as they are. Demands that are about creating
   * alone ({@code creation}, {@code expiryRequired}) are not broken by a token that is there.
   *
   * @param request which part, sorted and searched how
   * @return that part
   */
  public Uni<Page<PolicyViolation>> violations(PageRequest request) {
    return Sessions.reading(() -> PolicyViolations.list(request, now()));
  }

  /**
   * The prefixes that a policy can demand.
   *
   * @return all that this service recognises, that of the settings first
   */
  public List<String> prefixes() {
    return format.prefixes();
  }

  private static Uni<KeptPolicy> retried(Supplier<Uni<KeptPolicy>> work) {
    return Sessions.writing(work)
        .onFailure(StoreFailure::isDuplicate)
        .retry()
        .atMost(MOST_ATTEMPTS);
  }

  private Uni<KeptPolicy> put(@Nullable Long groupId, Actor actor, TokenPolicy policy) {
    @Nullable Creator updater = actor.person().orElse(null);
    return StoredPolicy.forUpdate(groupId)
        .map(found -> changed(found, groupId, policy, updater))
        .chain(row -> row.<StoredPolicy>persistAndFlush())
        .map(StoredPolicy::kept);
  }

  private StoredPolicy changed(
      @Nullable StoredPolicy found,
      @Nullable Long groupId,
      TokenPolicy policy,
      @Nullable Creator updater) {
    if (found == null) {
      return new StoredPolicy(groupId, policy, updater, now());
    }
    found.apply(policy, updater, now());
    return found;
  }

  private static Uni<List<Long>> existing(long groupId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_GROUP, Long.class)
                    .setParameter("group", groupId)
                    .getResultList())
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw GroupService.notFound();
              }
            });
  }

  private static KeptPolicy kept(@Nullable StoredPolicy row) {
    return row == null ? KeptPolicy.NONE : row.kept();
  }

  private ProblemException unknownPrefix() {
    String sentence =
        "The prefix must be one that this service recognises: "
            + String.join(", ", format.prefixes())
            + ".";
    return new ProblemException(new Problem.Invalid(Map.of("prefix", List.of(sentence))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
