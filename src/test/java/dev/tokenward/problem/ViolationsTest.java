package dev.tokenward.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that is wrong with a request is told at once. */
class ViolationsTest {

  private final Violations violations = new Violations();

  @Test
  void withoutAnyNothingIsThrown() {
    assertThatCode(violations::throwIfAny).doesNotThrowAnyException();
    assertThat(violations.concern("name")).isFalse();
  }

  @Test
  void allAreThrownInTheOrderFound() {
    violations.add("b", "One.");
    violations.add("a", "Two.");
    violations.add("b", "Three.");

    assertThat(violations.concern("b")).isTrue();
    assertThatThrownBy(violations::throwIfAny)
        .isInstanceOfSatisfying(
            ProblemException.class,
            thrown ->
                assertThat(((Problem.Invalid) thrown.problem()).fields())
                    .containsExactly(
                        Map.entry("b", List.of("One.", "Three.")),
                        Map.entry("a", List.of("Two."))));
  }

  @Test
  void aProblemIsNoFaultOfTheProgramAndHasNoStackTrace() {
    ProblemException refused = new ProblemException(new Problem.Unauthenticated("the reason"));

    assertThat(refused.getStackTrace()).isEmpty();
    assertThat(refused).hasMessage("Unauthenticated");
  }
}
