package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.Creator;
import dev.tokenward.user.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a new token lives, and how much it may. */
class IssuingRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:15:00.123456Z");
  private static final Maker OWNER = Maker.operator(1);

  private final IssuingRules rules = new IssuingRules(new TokenLife(15));
  private final Violations violations = new Violations();

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:15:00.123456Z, 15, 2041-11-24T09:15:00Z",
    "2026-11-24T09:15:00Z, 1, 2027-11-24T09:15:00Z",
    "2027-02-28T12:00:00Z, 1, 2028-02-28T12:00:00Z",
    "2028-02-29T12:00:00Z, 1, 2029-02-28T12:00:00Z",
    "2028-02-29T12:00:00Z, 4, 2032-02-29T12:00:00Z",
    "2028-02-29T23:59:59Z, 15, 2043-02-28T23:59:59Z",
    "2096-02-29T00:00:00Z, 4, 2100-02-28T00:00:00Z",
    "2026-12-31T23:59:59Z, 100, 2126-12-31T23:59:59Z",
  })
  void aTokenLivesCalendarYearsInWholeSeconds(String now, int years, String end) {
    Instant expires =
        new IssuingRules(new TokenLife(years))
            .expiresAt(OWNER, new Expiry.Latest(), Instant.parse(now), violations);

    assertThat(expires).isEqualTo(Instant.parse(end));
  }

  @Test
  void aDayHasTwentyFourHours() {
    assertThat(expiry(new Expiry.InDays(90))).isEqualTo(Instant.parse("2027-02-22T09:15:00Z"));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aTokenMayEndAtAnyMomentUpToTheLatest() {
    Instant latest = Instant.parse("2041-11-24T09:15:00Z");

    assertThat(expiry(new Expiry.At(latest))).isEqualTo(latest);
    assertThat(expiry(new Expiry.At(latest.minusSeconds(1)))).isEqualTo(latest.minusSeconds(1));
    assertThat(complaints()).isEmpty();
  }

  /** Nobody is told the fraction, so nobody may rely on it. */
  @Test
  void aTokenEndsAtAWholeSecond() {
    assertThat(expiry(new Expiry.At(Instant.parse("2031-11-24T09:15:00.999Z"))))
        .isEqualTo(Instant.parse("2031-11-24T09:15:00Z"));
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-24T09:15:00.123456Z", "2026-11-24T09:15:00Z", "1970-01-01T00:00:00Z"})
  void aTokenMayNotEndBeforeItBegins(String end) {
    expiry(new Expiry.At(Instant.parse(end)));

    assertThat(complaints())
        .containsExactly(Map.entry("expires_at", List.of("The expiry must be in the future.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2041-11-24T09:15:01Z", "+999999999-12-31T23:59:59Z"})
  void aTokenMayNotOutliveTheSettings(String end) {
    expiry(new Expiry.At(Instant.parse(end)));

    assertThat(complaints())
        .containsExactly(
            Map.entry(
                "expires_at", List.of("The expiry may not be later than 2041-11-24T09:15:00Z.")));
  }

  @ParameterizedTest
  @ValueSource(longs = {5_480, 1_000_000_000L, 999_999_999_999_999_999L})
  void tooManyDaysAreRefusedHoweverMany(long days) {
    expiry(new Expiry.InDays(days));

    assertThat(complaints()).containsOnlyKeys("expires_in_days");
  }

  @Test
  void aRestrictedTokenMakesNoneThatOutlivesIt() {
    Instant end = Instant.parse("2026-12-01T00:00:00Z");
    Maker maker = maker(scopes("users.view"), Optional.of(end), false);

    assertThat(rules.expiresAt(maker, new Expiry.Latest(), NOW, violations)).isEqualTo(end);
    assertThat(complaints()).isEmpty();
    rules.expiresAt(maker, new Expiry.At(end.plusSeconds(1)), NOW, violations);
    assertThat(complaints()).containsOnlyKeys("expires_at");
  }

  @Test
  void whatIsBoundByNoEndMakesTokensOfTheLongestLife() {
    Maker maker = maker(Restriction.NONE, Optional.empty(), true);

    assertThat(rules.expiresAt(maker, new Expiry.Latest(), NOW, violations))
        .isEqualTo(Instant.parse("2041-11-24T09:15:00Z"));
  }

  @Test
  void aTokenWithARateLimitMakesNoneWithAHigherOne() {
    assertThat(rules.throttle(throttled(50), null, violations)).isEqualTo(50);
    assertThat(rules.throttle(throttled(50), 50, violations)).isEqualTo(50);
    assertThat(complaints()).isEmpty();

    rules.throttle(throttled(50), 51, violations);

    assertThat(complaints()).containsOnlyKeys("throttle_per_minute");
  }

  @Test
  void theOwnerInPersonMayNarrowATokenAtWill() {
    Restriction asked =
        new Restriction(List.of("users.*"), networks("10.0.0.0/8"), List.of("https://a"));

    assertThat(rules.restriction(OWNER, asked, violations)).isEqualTo(asked);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void whereARequestIsSilentATokenIsAsNarrowAsItsMaker() {
    Restriction limit =
        new Restriction(List.of("users.*"), networks("10.0.0.0/8"), List.of("https://a"));

    assertThat(rules.restriction(restricted(limit), Restriction.NONE, violations)).isEqualTo(limit);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aTokenMayBeNarrowerThanItsMaker() {
    Restriction limit =
        new Restriction(
            List.of("users.*"), networks("10.0.0.0/8"), List.of("https://a", "https://b"));
    Restriction asked =
        new Restriction(List.of("users.view"), networks("10.1.0.0/16"), List.of("https://b"));

    assertThat(rules.restriction(restricted(limit), asked, violations)).isEqualTo(asked);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aTokenIsNeverWiderThanItsMakerInAnyRespect() {
    Restriction limit =
        new Restriction(List.of("users.view"), networks("10.1.0.0/16"), List.of("https://a"));
    Restriction asked =
        new Restriction(
            List.of("users.*", "superuser"),
            networks("10.0.0.0/8"),
            List.of("https://a", "https://b"));

    rules.restriction(restricted(limit), asked, violations);

    assertThat(complaints()).containsOnlyKeys("scopes", "allowed_ips", "audience");
    assertThat(complaints().get("scopes")).hasSize(2);
  }

  private Instant expiry(Expiry expiry) {
    return rules.expiresAt(OWNER, expiry, NOW, violations);
  }

  private Map<String, List<String>> complaints() {
    try {
      violations.throwIfAny();
      return Map.of();
    } catch (ProblemException refused) {
      assertThat(refused.problem()).isInstanceOf(Problem.Invalid.class);
      return ((Problem.Invalid) refused.problem()).fields();
    }
  }

  private static Maker restricted(Restriction limit) {
    return maker(limit, Optional.empty(), false);
  }

  private static Maker maker(Restriction limit, Optional<Instant> end, boolean superuser) {
    return maker(limit, end, null, superuser);
  }

  private static Maker throttled(int perMinute) {
    return maker(Restriction.NONE, Optional.empty(), perMinute, true);
  }

  private static Maker maker(
      Restriction limit,
      Optional<Instant> end,
      @Nullable Integer throttlePerMinute,
      boolean superuser) {
    return new Maker(
        1,
        Optional.of(new Creator(1, "Ada Admin")),
        limit,
        end,
        throttlePerMinute,
        superuser,
        new Proof.Word());
  }

  private static Restriction scopes(String... scopes) {
    return new Restriction(List.of(scopes), List.of(), List.of());
  }

  private static List<Network> networks(String block) {
    return List.of(Network.parse(block).orElseThrow());
  }
}
