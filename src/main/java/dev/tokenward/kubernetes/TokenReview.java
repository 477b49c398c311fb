package dev.tokenward.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.problem.Characters;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an API server asks: who is behind this token, and for which of these audiences is it?
 *
 * @param version in which it asks, and wants to be answered
 * @param token as somebody sent it to the API server; it need not be one of ours
 * @param audiences names of services, each once; none where the API server does not say
 */
record TokenReview(ReviewVersion version, String token, List<String> audiences) {

  static final String KIND = "TokenReview";

  /** More than any API server has names, and longer than any of them. */
  private static final int MOST_AUDIENCES = 100;

  private static final int LONGEST_AUDIENCE = 1_000;

  private static final String UNKNOWN_VERSION =
      "The apiVersion must be authentication.k8s.io/v1 or authentication.k8s.io/v1beta1.";
  private static final String OTHER_KIND = "The kind must be TokenReview.";
  private static final String NO_TOKEN = "The spec.token must be a string that is not empty.";
  private static final String BAD_AUDIENCES =
      "The spec.audiences must be a list of at most 100 strings, each of 1 to 1000 characters"
          + " without control characters.";

  /**
   * Reads an object. Its metadata, its status and what is not known are not looked at, because API
   * servers send the first two, empty, and later ones may say more.
   *
   * @throws ProblemException with {@link Problem.MalformedRequest} when it is no review, which says
   *     all that is wrong and nothing of what was sent
   */
  static TokenReview read(JsonNode object) {
    JsonNode spec = object.path("spec");
    Optional<ReviewVersion> version = ReviewVersion.of(text(object.path("apiVersion")));
    String token = text(spec.path("token"));
    JsonNode audiences = spec.path("audiences");
    String wrong =
        Stream.of(
                version.isPresent() ? "" : UNKNOWN_VERSION,
                text(object.path("kind")).equals(KIND) ? "" : OTHER_KIND,
                token.isEmpty() ? NO_TOKEN : "",
                areReadable(audiences) ? "" : BAD_AUDIENCES)
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining(" "));
    if (!wrong.isEmpty()) {
      throw new ProblemException(new Problem.MalformedRequest(wrong));
    }
    return new TokenReview(version.orElseThrow(), token, elements(audiences).distinct().toList());
  }

  private static boolean areReadable(JsonNode audiences) {
    return audiences.isMissingNode()
        || audiences.isNull()
        || (audiences.isArray()
            && audiences.size() <= MOST_AUDIENCES
            && elements(audiences).allMatch(TokenReview::canBeAudience));
  }

  private static Stream<String> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(TokenReview::text);
  }

  private static boolean canBeAudience(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_AUDIENCE
        && text.codePoints().noneMatch(Characters::isControl);
  }

  /** What is no text is as good as none. */
  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  /** Tells no token. */
  @Override
  public String toString() {
    return "TokenReview[%s, hidden, %s]".formatted(version, audiences);
  }
}
