package dev.tokenward.api;

import dev.tokenward.address.IpAddress;
import dev.tokenward.audit.AuditQuery;
import dev.tokenward.http.RequestFields;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What GET /audit and its export can be asked for. */
final class AuditFilters {

  /** Those that say which entries there are. */
  static final List<String> NAMES =
      List.of(
          "actor",
          "actor_id",
          "actor_kind",
          "action",
          "target_type",
          "target_id",
          "user_id",
          "address",
          "outcome",
          "from",
          "until");

  /** The most lines of one export, and how many it has unless asked otherwise. */
  static final int MOST_LINES = 100_000;

  private static final List<String> OF_LISTS =
      List.of("limit", "offset", "page", "sort", "order", "search");
  private static final List<String> OF_EXPORTS = List.of("limit", "after");

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_WORD = 64;

  private AuditFilters() {}

  /**
   * A part of the log as lines.
   *
   * @param query which entries
   * @param after the number behind which it begins
   * @param most the most lines
   */
  record Lines(AuditQuery query, long after, int most) {}

  /** Which entries a list is to show; refuses what it does not understand. */
  static AuditQuery read(RequestFields fields) {
    AuditQuery query = query(fields, OF_LISTS);
    fields.violations().throwIfAny();
    return query;
  }

  /** The same for an export, with where it begins and how long it may be. */
  static Lines readLines(RequestFields fields) {
    AuditQuery query = query(fields, OF_EXPORTS);
    CriterionFields criteria = new CriterionFields(fields);
    @Nullable Long after = criteria.number("after");
    @Nullable Long limit = criteria.number("limit");
    if (after != null && after < 0) {
      criteria.refuse("after", "The after must be at least 0.");
    }
    if (limit != null && (limit < 1 || limit > MOST_LINES)) {
      criteria.refuse("limit", "The limit must be between 1 and %d.".formatted(MOST_LINES));
    }
    fields.violations().throwIfAny();
    return new Lines(
        query, after == null ? 0 : after, limit == null ? MOST_LINES : Math.toIntExact(limit));
  }

  private static AuditQuery query(RequestFields fields, List<String> others) {
    CriterionFields criteria = new CriterionFields(fields);
    fields.refuseAllBut(Stream.concat(NAMES.stream(), others.stream()).toList());
    return new AuditQuery(
        criteria.text("actor", LONGEST_NAME),
        criteria.text("actor_id", LONGEST_WORD),
        criteria.text("actor_kind", LONGEST_WORD),
        criteria.text("action", LONGEST_WORD),
        criteria.text("target_type", LONGEST_WORD),
        criteria.text("target_id", LONGEST_WORD),
        criteria.number("user_id"),
        address(criteria),
        outcome(criteria),
        criteria.moment("from"),
        criteria.moment("until"));
  }

  /** The log has one form of each address; whoever asks may have another. */
  private static @Nullable String address(CriterionFields criteria) {
    @Nullable String address = criteria.text("address", LONGEST_WORD);
    return address == null ? null : IpAddress.canonical(address).orElse(address);
  }

  private static @Nullable String outcome(CriterionFields criteria) {
    @Nullable String outcome = criteria.text("outcome", LONGEST_WORD);
    if (outcome != null && !List.of("done", "refused").contains(outcome)) {
      criteria.refuse("outcome", "The selected outcome is invalid.");
    }
    return outcome;
  }
}
