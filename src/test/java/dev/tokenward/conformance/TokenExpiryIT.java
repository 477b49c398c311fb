package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token ends. */
class TokenExpiryIT {

  private static final int YEARS = 15;

  @Test
  void aTokenLivesForFifteenCalendarYearsUnlessToldOtherwise() {
    JsonNode row = rowAfter(Map.of("name", "Default"));

    assertThat(moment(row, "expires_at")).isEqualTo(moment(row, "created_at").plusYears(YEARS));
  }

  @Test
  void theCreationTellsTheSameExpiryAsTheList() {
    Response answer = create(Map.of("expires_in_days", 30));

    JsonNode payload = Json.payload(answer);
    Secrets.register(payload.get("token").asText());
    assertThat(payload.get("expires_at"))
        .isEqualTo(row(payload.get("id").asText()).get("expires_at"));
  }

  @Test
  void aTokenMayEndAfterSomeDays() {
    JsonNode row = rowAfter(Map.of("expires_in_days", 90));

    assertThat(moment(row, "expires_at")).isEqualTo(moment(row, "created_at").plusDays(90));
  }

  @Test
  void daysMayBeText() {
    JsonNode row = rowAfter(Map.of("expires_in_days", "90"));

    assertThat(moment(row, "expires_at")).isEqualTo(moment(row, "created_at").plusDays(90));
  }

  @Test
  void aTokenMayEndAtAMoment() {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(100));

    JsonNode row = rowAfter(Map.of("expires_at", end.toString()));

    assertThat(moment(row, "expires_at").toInstant()).isEqualTo(end);
  }

  @Test
  void aMomentMayHaveAnOffset() {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(100));

    JsonNode row = rowAfter(Map.of("expires_at", end.atOffset(ZoneOffset.ofHours(5)).toString()));

    assertThat(moment(row, "expires_at").toInstant()).isEqualTo(end);
  }

  @Test
  void aTokenMayEndAtTheBeginningOfADay() {
    JsonNode row = rowAfter(Map.of("expires_at", "2031-03-01"));

    assertThat(row.get("expires_at").asText()).isEqualTo("2031-03-01T00:00:00.000000Z");
  }

  @Test
  void aTokenCannotEndLaterThanTheSettingsAllow() {
    OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC).plusYears(YEARS).plusDays(1);

    Expect.invalidField(create(Map.of("expires_at", later.toString())), "expires_at");
  }

  @ParameterizedTest
  @ValueSource(longs = {5_481, 40_000, 999_999_999_999_999_999L})
  void aTokenCannotHaveMoreDaysThanTheSettingsAllow(long days) {
    Expect.invalidField(create(Map.of("expires_in_days", days)), "expires_in_days");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2020-01-01T00:00:00Z", "2020-02-29", "0001-01-01", "1969-12-31T23:59:59Z"})
  void aTokenCannotHaveEnded(String past) {
    Expect.invalid(
        create(Map.of("expires_at", past)), "expires_at", "The expiry must be in the future.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -5_000})
  void aTokenHasAtLeastOneDay(int days) {
    Expect.invalidField(create(Map.of("expires_in_days", days)), "expires_in_days");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2031-02-30", "2031-13-01T00:00:00Z", "2031-01-01T00:00:00"})
  void whatIsNoMomentIsRefused(String text) {
    Expect.invalid(
        create(Map.of("expires_at", text)), "expires_at", "The expires at is not a valid date.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "1e3", "9999999999999999999"})
  void whatIsNoNumberOfDaysIsRefused(String text) {
    Expect.invalid(
        create(Map.of("expires_in_days", text)),
        "expires_in_days",
        "The expires in days must be an integer.");
  }

  @Test
  void aMomentAndDaysTogetherAreRefused() {
    Expect.invalid(
        create(Map.of("expires_at", "2031-01-01", "expires_in_days", 3)),
        "expires_at",
        "Give either expires_at or expires_in_days, not both.");
  }

  @Test
  void blankMeansAsLateAsPossible() {
    JsonNode row = rowAfter(Map.of("expires_at", "", "expires_in_days", " "));

    assertThat(moment(row, "expires_at")).isEqualTo(moment(row, "created_at").plusYears(YEARS));
  }

  private static Response create(Map<String, ?> fields) {
    return Given.post(Given.admin(), Given.TOKENS, fields);
  }

  private static JsonNode rowAfter(Map<String, ?> fields) {
    Token token = Given.token(fields);
    return row(token.id());
  }

  private static JsonNode row(String id) {
    return Json.elements(Json.payload(Given.admin().get(Given.TOKENS)))
        .filter(row -> row.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static OffsetDateTime moment(JsonNode row, String key) {
    return OffsetDateTime.parse(row.get(key).asText());
  }
}
