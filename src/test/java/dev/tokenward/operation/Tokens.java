package dev.tokenward.operation;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;

/** Tokens, as the simplest sign that a service has its data. */
final class Tokens {

  static final String PATH = "/api/v1/account/personal-access-tokens";

  private static final String ME = "/api/v1/users/me";

  private Tokens() {}

  /** A name that nothing else has. */
  static String newName() {
    return "n" + UUID.randomUUID().toString().replace("-", "");
  }

  /** What the service answers to somebody who shows a token. */
  static Response use(Service service, String token) {
    return Api.of(service).withToken(token).get(ME);
  }

  static int statusOf(Service service, String token) {
    return use(service, token).statusCode();
  }

  /** A new token of somebody who signs in with a password. */
  static Response create(Service service, String username, String password) {
    Response response =
        Api.of(service)
            .withBasic(username, password)
            .contentType(ContentType.JSON)
            .body(Map.of("name", newName()))
            .post(PATH);
    if (response.statusCode() == 200) {
      Secrets.register(response.path("payload.token"));
    }
    return response;
  }
}
