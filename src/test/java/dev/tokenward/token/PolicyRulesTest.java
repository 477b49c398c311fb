package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import dev.tokenward.token.PolicyRules.Holdings;
import dev.tokenward.token.TokenPolicy.Creation;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy makes of a wish. */
class PolicyRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:15:00.123456Z");
  private static final Instant IN_30_DAYS = Instant.parse("2026-12-24T09:15:00Z");
  private static final IssuingRules SETTINGS = new IssuingRules(new TokenLife(15));

  private final Violations violations = new Violations();

  @Test
  void withoutAPolicyATokenLivesAsLongAsTheSettingsAllow() {
    assertThat(expiry(PolicyRules.NONE, new Expiry.Latest()))
        .isEqualTo(Instant.parse("2041-11-24T09:15:00Z"));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void withoutAnExpiryATokenLivesAsLongAsThePolicyAllows() {
    assertThat(expiry(life(30, false), new Expiry.Latest())).isEqualTo(IN_30_DAYS);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aPolicyThatAllowsMoreThanTheSettingsChangesNothing() {
    assertThat(expiry(life(TokenPolicy.MOST_DAYS, false), new Expiry.Latest()))
        .isEqualTo(Instant.parse("2041-11-24T09:15:00Z"));
  }

  @Test
  void aTokenMayEndAtTheLastMomentAndNoLater() {
    expiry(life(30, true), new Expiry.InDays(30));
    expiry(life(30, true), new Expiry.At(IN_30_DAYS.plusMillis(999)));
    assertThat(complaints()).isEmpty();

    expiry(life(30, true), new Expiry.At(IN_30_DAYS.plusSeconds(1)));
    expiry(life(30, true), new Expiry.InDays(31));

    String sentence =
        "The policy allows at most 30 days. Choose an expiry no later than 2026-12-24T09:15:00Z.";
    assertThat(complaints())
        .isEqualTo(Map.of("expires_at", List.of(sentence), "expires_in_days", List.of(sentence)));
  }

  @Test
  void oneDayIsOneDay() {
    expiry(life(1, false), new Expiry.InDays(2));

    assertThat(complaints().get("expires_in_days").get(0)).contains("at most 1 day. ");
  }

  @Test
  void aRestrictedTokenStillMakesNoneThatOutlivesIt() {
    Maker brief =
        new Maker(
            1,
            Optional.empty(),
            new Restriction(List.of("self.api"), List.of(), List.of()),
            Optional.of(NOW.plus(Duration.ofDays(3))),
            null,
            false,
            new Proof.Word());

    Instant end = life(30, false).expiresAt(SETTINGS, brief, new Expiry.Latest(), NOW, violations);

    assertThat(end).isEqualTo(NOW.plus(Duration.ofDays(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYONE, false, true",
    "ADMINISTRATORS, false, false",
    "ADMINISTRATORS, true, true",
    "NOBODY, true, false"
  })
  void whoMayHaveNewTokens(Creation creation, boolean administrator, boolean may) {
    TokenPolicy policy = new TokenPolicy(creation, null, false, false, false, false, null, null);

    assertThat(new PolicyRules(policy, new Holdings(0, false, administrator)).mayCreate())
        .isEqualTo(may);
    assertThat(Creation.of(creation.key())).contains(creation);
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 5", "5, 4, 1", "5, 5, 0", "5, 9, 0", ", 9, "})
  void howManyAreLeft(@Nullable Integer most, long has, @Nullable Long left) {
    TokenPolicy policy =
        new TokenPolicy(Creation.EVERYONE, null, false, false, false, false, most, null);

    assertThat(new PolicyRules(policy, new Holdings(has, false, false)).tokensLeft())
        .isEqualTo(left);
  }

  @Test
  void anotherWordIsNoCreation() {
    assertThat(Creation.of("Everyone")).isEmpty();
  }

  private Instant expiry(PolicyRules rules, Expiry expiry) {
    return rules.expiresAt(SETTINGS, Maker.operator(1), expiry, NOW, violations);
  }

  private static PolicyRules life(int days, boolean required) {
    return new PolicyRules(
        new TokenPolicy(Creation.EVERYONE, days, required, false, false, false, null, null),
        Holdings.UNKNOWN);
  }

  private Map<String, List<String>> complaints() {
    try {
      violations.throwIfAny();
      return Map.of();
    } catch (ProblemException refused) {
      return ((Problem.Invalid) refused.problem()).fields();
    }
  }
}
