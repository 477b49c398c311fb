package dev.tokenward.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server asks, read out of the object that it sends. */
class TokenReviewTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void aReviewIsReadInBothVersions(ReviewVersion version) {
    TokenReview review =
        TokenReview.read(
            object(version.apiVersion(), "{\"token\":\"t\",\"audiences\":[\"a\",\"b\"]}"));

    assertThat(review).isEqualTo(new TokenReview(version, "t", List.of("a", "b")));
  }

  /** As kube-apiserver writes it. */
  @Test
  void metadataStatusAndWhatIsNotKnownAreNotLookedAt() {
    TokenReview review =
        TokenReview.read(
            parsed(
                """
                {"kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1beta1",
                 "metadata": {"creationTimestamp": null, "managedFields": [{}]},
                 "spec": {"token": "t", "audiences": ["a"], "later": 1},
                 "status": {"authenticated": true, "user": {"username": "system:admin"}}}"""));

    assertThat(review).isEqualTo(new TokenReview(ReviewVersion.V1BETA1, "t", List.of("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"t\"}",
        "{\"token\":\"t\",\"audiences\":null}",
        "{\"token\":\"t\",\"audiences\":[]}"
      })
  void aReviewNeedNotAskAboutAudiences(String spec) {
    assertThat(review(spec).audiences()).isEmpty();
  }

  @Test
  void anAudienceCountsOnce() {
    assertThat(review("{\"token\":\"t\",\"audiences\":[\"a\",\"b\",\"a\"]}").audiences())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "authentication.k8s.io/v1alpha1",
        "authentication.k8s.io/v2",
        "authentication.k8s.io/V1",
        " authentication.k8s.io/v1",
        "authorization.k8s.io/v1"
      })
  void anotherVersionIsRefused(String apiVersion) {
    assertRefused(() -> TokenReview.read(object(apiVersion, "{\"token\":\"t\"}")), "apiVersion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"TokenRequest\"", "\"tokenreview\"", "\"\"", "null", "[]", "1"})
  void anotherKindIsRefused(String kind) {
    String object =
        """
        {"apiVersion":"authentication.k8s.io/v1","kind":%s,"spec":{"token":"t"}}"""
            .formatted(kind);

    assertRefused(() -> TokenReview.read(parsed(object)), "kind");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"t\"",
        "{\"token\":\"\"}",
        "{\"token\":null}",
        "{\"token\":1}",
        "{\"token\":[\"t\"]}",
        "{\"Token\":\"t\"}"
      })
  void withoutATokenThereIsNothingToReview(String spec) {
    assertRefused(() -> review(spec), "spec.token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "{}", "[1]", "[null]", "[\"\"]", "[[\"a\"]]", "[\"a\\u0000\"]"})
  void whatIsNoListOfAudiencesIsRefused(String audiences) {
    assertRefused(
        () -> review("{\"token\":\"t\",\"audiences\":%s}".formatted(audiences)), "spec.audiences");
  }

  @Test
  void audiencesAreBounded() {
    String tooLong = "[\"%s\"]".formatted("a".repeat(1_001));
    String tooMany = Collections.nCopies(101, "\"a\"").toString();

    assertRefused(
        () -> review("{\"token\":\"t\",\"audiences\":" + tooLong + "}"), "spec.audiences");
    assertRefused(
        () -> review("{\"token\":\"t\",\"audiences\":" + tooMany + "}"), "spec.audiences");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNothingOfTheToken() {
    assertThatThrownBy(() -> TokenReview.read(parsed("{\"spec\":{\"token\":{\"a\":\"secret\"}}}")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal ->
                assertThat(sentences(refusal))
                    .contains("apiVersion", "kind", "spec.token")
                    .doesNotContain("secret"));
  }

  @Test
  void aReviewTellsItsTokenToNobodyWhoPrintsIt() {
    assertThat(review("{\"token\":\"secret\",\"audiences\":[\"a\"]}").toString())
        .contains("hidden", "a")
        .doesNotContain("secret");
  }

  private static void assertRefused(ThrowingCallable reading, String field) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal ->
                assertThat(sentences(refusal))
                    .startsWith("The " + field + " must be ")
                    .doesNotContain(". The"));
  }

  private static String sentences(ProblemException refusal) {
    return ((Problem.MalformedRequest) refusal.problem()).message();
  }

  private static TokenReview review(String spec) {
    return TokenReview.read(object("authentication.k8s.io/v1", spec));
  }

  private static ObjectNode object(String apiVersion, String spec) {
    return parsed(
        """
        {"apiVersion":"%s","kind":"TokenReview","spec":%s}"""
            .formatted(apiVersion, spec));
  }

  private static ObjectNode parsed(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
