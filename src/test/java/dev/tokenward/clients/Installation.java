package dev.tokenward.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service that all of them ask; it ends together with the tests' JVM. */
final class Installation {

  private static final Service SERVICE =
      Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
  private static final String ADMIN = Api.of(SERVICE).createToken("Clients");
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private Installation() {}

  /**
   * A token as its creation answered it.
   *
   * @param id its UUID
   * @param text the token itself
   */
  record Token(String id, String text) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  static Api api() {
    return Api.of(SERVICE);
  }

  /** The number of whose tokens these are. */
  static String owner() {
    return api().withToken(ADMIN).get("/api/v1/users/me").path("id").toString();
  }

  /** What the owner is called. */
  static String username() {
    return SERVICE.adminUsername();
  }

  /** A new token with these fields besides its name. */
  static Token token(Map<String, ?> fields) {
    Response made = api().withToken(ADMIN).contentType(ContentType.JSON).body(fields).post(TOKENS);
    String text = made.path("payload.token");
    return new Token(made.path("payload.id"), Secrets.register(text));
  }

  static void revoke(Token token) {
    Response answer = api().withToken(ADMIN).delete(TOKENS + "/" + token.id());
    assertThat(answer.statusCode()).isEqualTo(204);
  }

  /** Whether the service itself takes a token. */
  static boolean takes(Token token) {
    return api().withToken(token.text()).get("/api/v1/users/me").statusCode() == 200;
  }

  /** Registers a service as its operator does. */
  static RegisteredClient client(String name, String... audience) {
    Stream<String> names = Stream.of(audience).flatMap(uri -> Stream.of("--audience", uri));
    Command.Result made =
        SERVICE.command(
            "",
            Stream.concat(Stream.of("client", "create", "--name", name), names)
                .toArray(String[]::new));
    assertThat(made.exitCode()).as(made.standardError()).isZero();
    return new RegisteredClient(
        SERVICE.baseUri(),
        told("Client id", made.standardOutput()),
        Secrets.register(told("Secret", made.standardOutput())));
  }

  private static String told(String what, String output) {
    Matcher line = Pattern.compile("(?m)^" + what + ": +(\\S+)$").matcher(output);
    assertThat(line.find()).isTrue();
    return line.group(1);
  }
}
