package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;

/** Whatever is sent as a form is read or refused as malformed. */
class FormBodyFuzzTest {

  @FuzzTest
  void aFormIsReadOrRefused(byte @NotNull [] body) {
    try {
      BodyFormat.form(body);
      FormFields.read(body);
    } catch (ProblemException refused) {
      assertThat(refused.problem())
          .isInstanceOfAny(Problem.MalformedBody.class, Problem.MalformedRequest.class);
    }
  }
}
