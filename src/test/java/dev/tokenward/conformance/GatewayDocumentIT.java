package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document describes what proxies are really answered. */
class GatewayDocumentIT {

  static Stream<Operation> operations() {
    return Operation.all().filter(Operation::isAskedByProxies);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aQuestionWithAllRequiredHeadersIsAnsweredWithAllDocumentedOnes(Operation operation) {
    Response answer = Given.admin().headers(operation.requiredHeaders()).get(path(operation));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.keys(operation.response(200).get("headers")))
        .hasSize(11)
        .allMatch(name -> answer.header(name) != null);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRefusalIsDocumentedWithItsHeaders(Operation operation) {
    Map<String, String> headers = operation.requiredHeaders();
    List<Response> refusals =
        List.of(
            Given.anonymous().headers(headers).get(path(operation)),
            Given.admin()
                .headers(headers)
                .header("X-Forwarded-Method", "NONE")
                .header("X-Authz-Require", "nothing")
                .get(path(operation)));

    assertThat(refusals)
        .allSatisfy(
            answer -> {
              Expect.problem(answer, answer.statusCode());
              assertThat(operation.responses().has(Integer.toString(answer.statusCode()))).isTrue();
            });
    assertThat(Json.keys(operation.responses()))
        .containsExactlyInAnyOrder("200", "400", "401", "403", "429", "503");
    assertThat(Json.keys(operation.response(401).get("headers"))).contains("WWW-Authenticate");
  }

  private static String path(Operation operation) {
    return operation.path().replace("{path}", "reports");
  }
}
