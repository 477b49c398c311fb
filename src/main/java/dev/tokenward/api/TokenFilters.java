package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.token.TokenQuery;
import dev.tokenward.token.TokenQuery.Span;
import dev.tokenward.token.TokenQuery.State;
import dev.tokenward.token.TokenRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What GET /tokens can be asked for besides what every list can. */
public final class TokenFilters {

  /** All of them. */
  static final List<String> NAMES =
      List.of(
          "user_id",
          "name",
          "preview",
          "scope",
          "state",
          "unused",
          "last_used_after",
          "last_used_before",
          "expires_after",
          "expires_before",
          "created_after",
          "created_before");

  private static final List<String> KNOWN =
      Stream.concat(NAMES.stream(), Stream.of("limit", "offset", "page", "sort", "order", "search"))
          .toList();

  private static final int LONGEST_SCOPE = 255;
  private static final int LONGEST_PREVIEW = 32;

  /** As {@link dev.tokenward.token.TokenSecret#preview} writes it, or the end of that. */
  private static final Pattern PREVIEW = Pattern.compile("(\\S+…)?[0-9A-Za-z]{4}");

  private TokenFilters() {}

  /**
   * Reads which tokens are looked for, and refuses what it does not understand: a list that ignored
   * it would show too much.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static TokenQuery read(RequestFields fields) {
    CriterionFields criteria = new CriterionFields(fields);
    fields.refuseAllBut(KNOWN);
    TokenQuery query =
        new TokenQuery(
            criteria.number("user_id"),
            criteria.text("name", TokenRequest.MAX_NAME),
            preview(criteria),
            criteria.text("scope", LONGEST_SCOPE),
            state(criteria),
            criteria.flag("unused"),
            span(criteria, "last_used"),
            span(criteria, "expires"),
            span(criteria, "created"));
    fields.violations().throwIfAny();
    return query;
  }

  private static @Nullable String preview(CriterionFields criteria) {
    @Nullable String preview = criteria.text("preview", LONGEST_PREVIEW);
    if (preview != null && !PREVIEW.matcher(preview).matches()) {
      criteria.refuse(
          "preview",
          "The preview must be what the list shows, such as twd_…x9Zq, or its last four"
              + " characters.");
    }
    return preview;
  }

  private static State state(CriterionFields criteria) {
    @Nullable String state = criteria.text("state", LONGEST_SCOPE);
    if (state == null) {
      return State.LIVE;
    }
    return switch (state) {
      case "live" -> State.LIVE;
      case "expired" -> State.EXPIRED;
      case "revoked" -> State.REVOKED;
      case "all" -> State.ALL;
      default -> {
        criteria.refuse("state", "The selected state is invalid.");
        yield State.LIVE;
      }
    };
  }

  private static Span span(CriterionFields criteria, String what) {
    return new Span(criteria.moment(what + "_after"), criteria.moment(what + "_before"));
  }
}
