package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How one gets a first token: with username and password, on the token routes and nowhere else. */
class BasicAuthenticationIT {

  @Test
  void aPasswordCreatesListsAndDeletesTokens() {
    Person person = Given.person("self.api");

    Token token = Given.token(Given.basic(person), Map.of("name", "By password"));
    Response list = Given.basic(person).get(Given.TOKENS);
    Response deleted = Given.basic(person).delete(Given.TOKENS + "/" + token.id());

    assertThat(Json.column(Json.payload(list), "id")).contains(token.id());
    assertThat(deleted.statusCode()).isEqualTo(204);
    Expect.unauthorized(Given.with(token).get(Given.ME), Expect.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {Given.ME, Given.USERS, "/api/v1/version", "/api/v1/nothing"})
  void aPasswordIsNoCredentialElsewhere(String path) {
    Expect.unauthorized(Given.basic(Given.person("superuser")).get(path), Expect.BEARER);
  }

  @Test
  void aPasswordIsNotEnoughWithoutThePermission() {
    Person person = Given.person();

    PermissionAnswers.refused(Given.basic(person).get(Given.TOKENS), "self.api");
    PermissionAnswers.refused(Given.post(Given.basic(person), Given.TOKENS, Map.of()), "self.api");
    PermissionAnswers.refused(Given.basic(person).delete(Given.TOKENS + "/x"), "self.api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "BASIC", "bAsIc"})
  void theNameOfTheSchemeCountsInAnyCase(String scheme) {
    Person person = Given.person("self.api");

    Response answer =
        Given.anonymous()
            .header("Authorization", scheme + " " + encoded(person.username(), person.password()))
            .get(Given.TOKENS);

    Json.payload(answer);
  }

  @Test
  void aUsernameCountsInAnyCase() {
    Person person = Given.person("self.api");

    Json.payload(
        Given.api()
            .withBasic(person.username().toUpperCase(Locale.ROOT), person.password())
            .get(Given.TOKENS));
  }

  @Test
  void aPasswordMayHaveColonsAndUnicode() {
    Map<String, Object> fields = Given.newUser();
    String password = Secrets.register("pä:ss:🔑 " + Secrets.newPassword());
    fields.put("password", password);
    fields.put("password_confirmation", password);
    fields.put("permissions", Map.of("self.api", 1));
    Json.payload(Given.post(Given.admin(), Given.USERS, fields));

    Response answer =
        Given.anonymous()
            .header("Authorization", "Basic " + encoded(fields.get("username"), password))
            .get(Given.TOKENS);

    Json.payload(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic /////w==", "Basic a b"})
  void aMalformedHeaderIsUnauthorized(String value) {
    Expect.unauthorized(
        Given.anonymous().header("Authorization", value).get(Given.TOKENS),
        Expect.BEARER,
        Expect.BASIC);
  }

  @Test
  void aPasswordSignInIsNoted() {
    Person person = Given.person("self.api");

    Given.basic(person).get(Given.TOKENS);

    assertThat(Json.of(Given.as(person).get(Given.ME)).get("last_login").isObject()).isTrue();
  }

  private static String encoded(Object username, String password) {
    return Base64.getEncoder()
        .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
