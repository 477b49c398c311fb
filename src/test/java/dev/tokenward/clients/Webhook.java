package dev.tokenward.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1TokenReview;
import io.kubernetes.client.openapi.models.V1TokenReviewSpec;
import io.kubernetes.client.openapi.models.V1TokenReviewStatus;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an API server asks with: the models of Kubernetes' own Java client write the question and
 * read the answer.
 *
 * @param caller makes a request as whoever may ask
 * @param audiences what the API server calls itself
 */
record Webhook(Supplier<RequestSpecification> caller, List<String> audiences) {

  static final String PATH = "/kubernetes/token-review";

  private static final String VERSION = "authentication.k8s.io/v1";

  /** What is said about a token; that has to be said with 200. */
  V1TokenReviewStatus review(String token) {
    V1TokenReview question =
        new V1TokenReview()
            .apiVersion(VERSION)
            .kind("TokenReview")
            .spec(new V1TokenReviewSpec().token(token).audiences(audiences));
    Response answer =
        caller.get().contentType(ContentType.JSON).body(JSON.serialize(question)).post(PATH);
    assertThat(answer.statusCode()).isEqualTo(200);
    V1TokenReview review = JSON.deserialize(answer.asString(), V1TokenReview.class);
    assertThat(review.getApiVersion()).isEqualTo(VERSION);
    assertThat(review.getKind()).isEqualTo("TokenReview");
    return review.getStatus();
  }
}
