package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Requirement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route wants, in words. */
class RequirementWordsTest {

  @Test
  void allThatIsNamedCounts() {
    Requirement requirement =
        RequirementWords.parse(
            "scope=users.view+assets.view&any_scope=users.edit%20users.delete"
                + "&permission=self.api&audience=https%3A%2F%2Fa.example.com&scope=reports.view");

    assertThat(requirement)
        .isEqualTo(
            new Requirement(
                List.of("users.view", "assets.view", "reports.view", "self.api"),
                List.of("users.edit", "users.delete"),
                Optional.of("https://a.example.com")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource=urn:a",
        "audience=urn:a",
        "resource=urn:a&audience=urn%3Aa",
      })
  void aResourceIsAnAudience(String words) {
    assertThat(RequirementWords.parse(words).audience()).hasValue("urn:a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&",
        "scope=users.view&",
        "&scope=users.view",
        "scope=%zz",
        "scope=%",
        "scope=%0d%0a",
        "scope=users.view%00",
        "=",
        "scope=users.view=x",
        "audience=%20",
        "resource=%20",
        "resource=a",
        "resource=urn:a&resource=urn:a",
        "resource=urn:a&audience=urn:b"
      })
  void whatIsMalformedIsRefusedInASentence(String words) {
    assertThatThrownBy(() -> RequirementWords.parse(words))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal ->
                assertThat(((Problem.MalformedRequest) refusal.problem()).message())
                    .startsWith("The requirement of the route is not understood. ")
                    .endsWith("."));
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThatThrownBy(() -> RequirementWords.parse("scope=" + "a".repeat(4_000)))
        .isInstanceOf(ProblemException.class);
  }
}
