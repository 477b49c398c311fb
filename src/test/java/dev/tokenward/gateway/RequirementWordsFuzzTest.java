package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;

/** Whatever a proxy says about what a route needs is understood in full or refused. */
class RequirementWordsFuzzTest {

  @FuzzTest
  void wordsThatSaySomethingNeverMeanNothing(@NotNull String words) {
    try {
      assertThat(RequirementWords.parse(words).isNone()).isEqualTo(words.isEmpty());
    } catch (ProblemException refused) {
      assertThat(refused.problem()).isInstanceOf(Problem.MalformedRequest.class);
    }
  }
}
