package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.TokenQuery;
import dev.tokenward.token.TokenQuery.Span;
import dev.tokenward.token.TokenQuery.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for in the list of everybody's tokens. */
class TokenFiltersTest {

  @Test
  void nothingMeansAllThatAreLive() {
    assertThat(TokenFilters.read(Fields.of("{}"))).isEqualTo(TokenQuery.LIVE);
  }

  @Test
  void whatEveryListTakesIsNoFilter() {
    assertThat(TokenFilters.read(Fields.of("{'limit':'x','sort':'','search':'','page':''}")))
        .isEqualTo(TokenQuery.LIVE);
  }

  @Test
  void aDateIsItsFirstMoment() {
    TokenQuery query =
        TokenFilters.read(
            Fields.of(
                "{'created_after':'2026-01-31','created_before':'2026-02-01T01:00:00+01:00'}"));

    assertThat(query.created())
        .isEqualTo(
            new Span(Instant.parse("2026-01-31T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"live, LIVE", "expired, EXPIRED", "revoked, REVOKED", "all, ALL"})
  void aStateIsOneOfFour(String given, State state) {
    assertThat(TokenFilters.read(Fields.of("{'state':'" + given + "'}")).state()).isEqualTo(state);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    RequestFields fields =
        Fields.of("{'state':'x','user_id':[],'unused':{},'preview':'é','name':null,'nmae':'x'}");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> TokenFilters.read(fields));

    assertThat(Fields.complaints(fields))
        .containsOnlyKeys("nmae", "state", "user_id", "unused", "preview", "name")
        .allSatisfy((field, sentences) -> assertThat(sentences).hasSize(1));
  }
}
