package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what says which tokens are meant. One that is named and says nothing is refused: who leaves
 * it empty by mistake must not get more than they asked for.
 *
 * @param fields of the request
 */
record CriterionFields(RequestFields fields) {

  /** Longer than anything that is understood. */
  private static final int LONGEST = 100;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  @Nullable String text(String name, int longest) {
    Change<String> text = fields.text(name, longest);
    fields.requireIfGiven(name, text);
    return text.value();
  }

  @Nullable Long number(String name) {
    return said(name, fields.wholeNumber(name));
  }

  @Nullable Boolean flag(String name) {
    return said(name, Optional.ofNullable(fields.flag(name).value()));
  }

  /** Within what a database can hold. */
  @Nullable Instant moment(String name) {
    @Nullable Instant moment = said(name, fields.moment(name));
    if (moment != null && (moment.isBefore(FIRST) || moment.isAfter(LAST))) {
      refuse(name, "The %s is not a valid date.".formatted(name.replace('_', ' ')));
      return null;
    }
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
  }

  void refuse(String name, String sentence) {
    fields.violations().add(name, sentence);
  }

  private <T> @Nullable T said(String name, Optional<T> value) {
    if (value.isEmpty() && !fields.violations().concern(name)) {
      fields.requireIfGiven(name, fields.text(name, LONGEST));
    }
    return value.orElse(null);
  }
}
