package dev.tokenward.browser;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Those who use the pages, made through the API. */
final class People {

  private static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private People() {}

  /**
   * Somebody who can sign in.
   *
   * @param username random
   * @param password random
   */
  record Person(String username, String password) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return username;
    }
  }

  /** Somebody with exactly these permissions. */
  static Person person(String... permissions) {
    String username = "u" + UUID.randomUUID().toString().substring(0, 8);
    String password = Secrets.newPassword();
    api()
        .withToken(Target.sharedAdminToken())
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "first_name",
                "Grace",
                "last_name",
                "Hopper",
                "username",
                username,
                "password",
                password,
                "password_confirmation",
                password,
                "activated",
                true,
                "permissions",
                Arrays.stream(permissions).collect(Collectors.toMap(key -> key, key -> 1))))
        .post("/api/v1/users")
        .then()
        .statusCode(200);
    return new Person(username, password);
  }

  /** A token of somebody's, made with their password. */
  static String token(Person person, Map<String, ?> fields) {
    String token =
        api()
            .withBasic(person.username(), person.password())
            .contentType(ContentType.JSON)
            .body(fields)
            .post(TOKENS)
            .path("payload.token");
    return Secrets.register(token);
  }

  /** What the API says to a token. */
  static Response me(String token) {
    return api().withToken(token).header("User-Agent", "backup-script/2.1").get("/api/v1/users/me");
  }

  /** Whether the use of a token of somebody's is written down. */
  static boolean isUsed(Person person) {
    return api()
        .withBasic(person.username(), person.password())
        .get(TOKENS)
        .asString()
        .contains("\"last_used_ip\":\"");
  }

  private static Api api() {
    return Api.of(Target.shared());
  }
}
