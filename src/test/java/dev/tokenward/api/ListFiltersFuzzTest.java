package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.TokenQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever somebody asks the lists of tokens and of the audit log for, it is understood in full, in
 * values that a database can hold, or refused: a filter that is overlooked shows too much.
 */
class ListFiltersFuzzTest {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  @FuzzTest
  void filtersAreUnderstoodOrRefused(byte @NotNull [] bytes) {
    String query = new String(bytes, StandardCharsets.UTF_8);

    understood(query, TokenFilters::read).ifPresent(ListFiltersFuzzTest::holdable);
    understood(query, AuditFilters::read).ifPresent(read -> holdable(read.from(), read.until()));
    understood(query, AuditFilters::readLines)
        .ifPresent(
            lines -> {
              assertThat(lines.most()).isBetween(1, AuditFilters.MOST_LINES);
              assertThat(lines.after()).isNotNegative();
            });
  }

  private static <T> Optional<T> understood(String query, Function<RequestFields, T> reader) {
    try {
      return Optional.of(reader.apply(Fields.ofQuery(query)));
    } catch (ProblemException refused) {
      assertThat(refused.problem())
          .isInstanceOfAny(
              Problem.Invalid.class, Problem.MalformedBody.class, Problem.MalformedRequest.class);
      return Optional.empty();
    }
  }

  private static void holdable(TokenQuery read) {
    Stream.of(read.lastUsed(), read.expires(), read.created())
        .forEach(span -> holdable(span.from(), span.before()));
    assertThat(Stream.of(read.name(), read.preview(), read.scope()))
        .allSatisfy(text -> assertThat(text == null || !text.contains("\0")).isTrue());
  }

  private static void holdable(@Nullable Instant... moments) {
    assertThat(Stream.of(moments).filter(Objects::nonNull))
        .allSatisfy(moment -> assertThat(moment).isBetween(FIRST, LAST));
  }
}
