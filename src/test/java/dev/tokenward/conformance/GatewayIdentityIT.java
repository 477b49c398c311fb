package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Token;
import io.restassured.response.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend reads about who makes a request. */
class GatewayIdentityIT {

  @Test
  void namesAndGroupsAreReadable() {
    long staff = Given.group(Map.of());
    String group = Json.of(Given.admin().get(Given.GROUPS + "/" + staff)).get("name").asText();
    Map<String, Object> fields = Given.newUser();
    fields.put("last_name", "Hopper");
    fields.put("email", "grace@example.com");
    fields.put("groups", List.of(staff));

    Response answer = askAs(fields);

    assertThat(answer.header("Remote-Name")).isEqualTo("Grace Hopper");
    assertThat(answer.header("Remote-Email")).isEqualTo("grace@example.com");
    assertThat(answer.header("X-Auth-Request-Email")).isEqualTo("grace@example.com");
    assertThat(answer.header("Remote-Groups")).isEqualTo(group);
    assertThat(answer.header("X-Auth-Request-Groups")).isEqualTo(group);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Gräce 🔑",
        "50% off, really",
        "%0d%0aRemote-User: root",
        "{env.SECRET} $remote_user",
        "\"quoted\" <b>",
        "-",
        "a  b"
      })
  void whateverSomebodyIsCalledIsOneHeaderOfPlainText(String name) {
    Map<String, Object> fields = Given.newUser();
    fields.put("first_name", name);

    Response answer = askAs(fields);

    String value = answer.header("Remote-Name");
    assertThat(value).matches("[!-~]+( [!-~]+)*").isNotEqualTo("-").doesNotContain(",");
    assertThat(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(name);
    assertThat(answer.headers().getValues("Remote-User"))
        .containsExactly(fields.get("username").toString());
  }

  @Test
  void theTokenIsTold() {
    Token token =
        Given.token(
            Map.of(
                "name", "Told", "scopes", List.of("assets.view", "users.*"), "expires_in_days", 2));

    Response answer = Dialect.FORWARD_AUTH.ask(Given.with(token));

    assertThat(answer.header("X-Auth-Token-Id")).isEqualTo(token.id());
    assertThat(answer.header("X-Auth-Token-Scopes").split(" "))
        .containsExactlyInAnyOrder("assets.view", "users.*");
    assertThat(Instant.parse(answer.header("X-Auth-Token-Expires"))).isAfter(Instant.now());
  }

  @Test
  void aChangeOfNameIsToldFromThenOn() {
    Given.Person person = Given.person();
    Dialect.FORWARD_AUTH.ask(Given.as(person));

    Given.patch(Given.admin(), Given.USERS + "/" + person.id(), Map.of("first_name", "Ada"));

    assertThat(Dialect.FORWARD_AUTH.ask(Given.as(person)).header("Remote-Name")).isEqualTo("Ada");
  }

  private static Response askAs(Map<String, Object> fields) {
    Map<String, Object> user = new LinkedHashMap<>(fields);
    user.put("permissions", Map.of("self.api", 1));
    Json.payload(Given.post(Given.admin(), Given.USERS, user));
    Token token =
        Given.token(
            Given.api().withBasic(user.get("username").toString(), user.get("password").toString()),
            Map.of("name", "First"));
    return Dialect.FORWARD_AUTH.ask(Given.with(token));
  }
}
