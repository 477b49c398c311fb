package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route says when it is asked with a verb that it does not take. */
class HeaderAllowIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /api/v1/account/personal-access-tokens   | GET, HEAD, OPTIONS, POST",
        "DELETE | /api/v1/account/personal-access-tokens   | GET, HEAD, OPTIONS, POST",
        "GET    | /api/v1/account/personal-access-tokens/x | DELETE, OPTIONS",
        "POST   | /api/v1/account/personal-access-tokens/x | DELETE, OPTIONS",
        "POST   | /api/v1/tokens                           | GET, HEAD, OPTIONS",
        "PATCH  | /api/v1/tokens/x                         | DELETE, GET, HEAD, OPTIONS",
        "PUT    | /api/v1/tokens/revoke                    | DELETE, GET, HEAD, OPTIONS, POST",
        "POST   | /api/v1/version                          | GET, HEAD, OPTIONS",
        "GET    | /api/v1/logout                           | OPTIONS, POST",
        "DELETE | /api/v1/users                            | GET, HEAD, OPTIONS, POST",
        "POST   | /api/v1/users/1                          | DELETE, GET, HEAD, OPTIONS, PATCH,"
            + " PUT",
        "POST   | /api/v1/groups/1/policy                  | DELETE, GET, HEAD, OPTIONS, PUT",
        "POST   | /api/v1/policy                           | GET, HEAD, OPTIONS, PUT",
        "DELETE | /api/v1/policy/violations                | GET, HEAD, OPTIONS",
        "PUT    | /api/v1/account/policy                   | GET, HEAD, OPTIONS",
        "PUT    | /api/v1/scopes                           | GET, HEAD, OPTIONS, POST",
        "GET    | /api/v1/scopes/users.view                | DELETE, OPTIONS",
        "POST   | /api/v1/account/token                    | GET, HEAD, OPTIONS",
        "PUT    | /api/v1/hardware                         | GET, HEAD, OPTIONS, POST",
        "POST   | /api/v1/hardware/bytag/a/b               | GET, HEAD, OPTIONS",
        "POST   | /api/v1/hardware/1                       | DELETE, GET, HEAD, OPTIONS, PATCH,"
            + " PUT",
        "POST   | /.well-known/jwks.json                   | GET, HEAD, OPTIONS",
        "POST   | /health                                  | GET, HEAD, OPTIONS",
        "TRACE  | /health                                  | GET, HEAD, OPTIONS",
        "POST   | /q/health                                | GET, HEAD, OPTIONS",
        "DELETE | /q/health/ready                          | GET, HEAD, OPTIONS",
        "POST   | /q/metrics                               | GET, HEAD, OPTIONS",
        "PUT    | /q/openapi                               | GET, HEAD, OPTIONS",
        "PATCH  | /q/openapi.json                          | GET, HEAD, OPTIONS",
        "GET    | /oauth/introspect                        | OPTIONS, POST",
        "PUT    | /oauth/revoke                            | OPTIONS, POST",
        "GET    | /kubernetes/token-review                 | OPTIONS, POST",
        "POST   | /.well-known/oauth-authorization-server  | GET, HEAD, OPTIONS",
        "DELETE | /.well-known/oauth-protected-resource    | GET, HEAD, OPTIONS"
      })
  void aKnownRouteRefusesOtherVerbsAndSaysWhichItTakes(String verb, String path, String allow) {
    Response answer = Given.anonymous().request(verb, path);

    Expect.answer(answer, 405, Expect.METHOD_NOT_ALLOWED);
    assertThat(answer.header("Allow")).isEqualTo(allow);
  }

  /** After requests that were answered elsewhere: none of them may count as the current one. */
  @Test
  void optionsWithATokenThatIsJunkAreRefused() {
    for (int i = 0; i < 20; i++) {
      Given.admin().get(Given.ME);
      Response answer = Given.with("junk").options(Given.USERS);

      Expect.unauthorized(answer, Expect.INVALID_TOKEN);
      assertThat(answer.header("Allow")).isNull();
      assertThat(Given.anonymous().options("/q/metrics").header("Allow"))
          .isEqualTo("GET, HEAD, OPTIONS");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/account/personal-access-tokens   | GET, HEAD, OPTIONS, POST",
        "/api/v1/account/personal-access-tokens/x | DELETE, OPTIONS",
        "/api/v1/version                          | GET, HEAD, OPTIONS",
        "/api/v1/logout                           | OPTIONS, POST",
        "/api/v1/users                            | GET, HEAD, OPTIONS, POST",
        "/api/v1/users/1                          | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        "/api/v1/groups                           | GET, HEAD, OPTIONS, POST",
        "/api/v1                                  | GET, HEAD, OPTIONS",
        "/api/v1/nothing                          | GET, HEAD, OPTIONS",
        "/health                                  | GET, HEAD, OPTIONS",
        "/q/health/ready                          | GET, HEAD, OPTIONS",
        "/oauth/introspect                        | OPTIONS, POST",
        "/oauth/revoke                            | OPTIONS, POST",
        "/kubernetes/token-review                 | OPTIONS, POST",
        "/.well-known/oauth-authorization-server  | GET, HEAD, OPTIONS"
      })
  void optionsSayTheSame(String path, String allow) {
    Response answer = Given.anonymous().options(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Allow")).isEqualTo(allow);
    assertThat(answer.asString()).isEmpty();
  }
}
