package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;

/**
 * A service of their own for the tests of OAuth: its clients are registered at the command line. It
 * ends together with the tests' JVM.
 */
final class Clients {

  static final String INTROSPECT = "/oauth/introspect";
  static final String REVOKE = "/oauth/revoke";

  /** The name of the service that {@link #API} speaks for. */
  static final String AUDIENCE = "https://api.example.com";

  static final String INACTIVE = "{\"active\":false}";

  static final Service SERVICE =
      Service.builder()
          .env("API_THROTTLE_PER_MINUTE", "0")
          .env("TOKENWARD_CLIENT_UNKNOWN_PER_MINUTE", "0")
          .start();

  /** A client that speaks for one service. */
  static final Client API = register("api", "--audience", AUDIENCE);

  private static final String ADMIN = Api.of(SERVICE).createToken("OAuth");

  private Clients() {}

  /**
   * A registered client.
   *
   * @param id its id
   * @param secretId the public name of its secret
   * @param secret one of its secrets
   */
  record Client(String id, String secretId, String secret) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** Registers a client. */
  static Client register(String name, String... options) {
    String[] create = {"client", "create", "--name", name};
    String[] all = new String[create.length + options.length];
    System.arraycopy(create, 0, all, 0, create.length);
    System.arraycopy(options, 0, all, create.length, options.length);
    return issued(SERVICE.command("", all));
  }

  /** Reads what a command printed that made a secret. */
  static Client issued(Command.Result result) {
    assertThat(result.exitCode()).as(result.standardError()).isZero();
    return new Client(
        line("Client id: ", result),
        line("Secret id: ", result),
        Secrets.register(line("Secret:    ", result)));
  }

  private static String line(String label, Command.Result result) {
    return result
        .standardOutput()
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst()
        .orElseThrow();
  }

  static URI address() {
    return SERVICE.baseUri();
  }

  static RequestSpecification anonymous() {
    return Api.of(SERVICE).anonymous();
  }

  static RequestSpecification admin() {
    return with(ADMIN);
  }

  static RequestSpecification with(String token) {
    return Api.of(SERVICE).withToken(token);
  }

  static RequestSpecification with(Client client) {
    return basic(client.id(), client.secret());
  }

  static RequestSpecification basic(String id, String secret) {
    return Api.of(SERVICE).withBasic(id, secret);
  }

  /** A new token of the administrator's. */
  static Token token(Map<String, ?> fields) {
    return Given.token(admin(), fields);
  }

  /** A new token of somebody who has exactly these permissions. */
  static Token tokenOfPersonWith(Map<String, Integer> permissions, Map<String, ?> fields) {
    Map<String, Object> user = Given.newUser();
    user.put("permissions", Given.grants("self.api"));
    long id = Json.payload(Given.post(admin(), Given.USERS, user)).get("id").asLong();
    Token token =
        Given.token(
            basic(user.get("username").toString(), user.get("password").toString()), fields);
    Json.payload(Given.patch(admin(), Given.USERS + "/" + id, Map.of("permissions", permissions)));
    return token;
  }

  /** What a token is told to be. */
  static JsonNode introspected(RequestSpecification caller, Token token) {
    Response answer = introspect(caller, Map.of("token", token.text()));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.of(answer);
  }

  static Response introspect(RequestSpecification caller, Map<String, ?> parameters) {
    return post(caller, INTROSPECT, parameters);
  }

  static Response revoke(RequestSpecification caller, Map<String, ?> parameters) {
    return post(caller, REVOKE, parameters);
  }

  static Response post(RequestSpecification caller, String path, Map<String, ?> parameters) {
    return caller.contentType(ContentType.URLENC).formParams(parameters).post(path);
  }

  /** 200 with nothing but that it is not active. */
  static void assertInactive(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isEqualTo(INACTIVE);
  }

  /** An error in the form of OAuth. */
  static void assertError(Response answer, int status, String code) {
    JsonNode error = Json.of(answer);
    assertThat(answer.statusCode()).as(error.toString()).isEqualTo(status);
    assertThat(Json.keys(error)).containsExactly("error", "error_description");
    assertThat(error.get("error").asText()).isEqualTo(code);
    assertThat(error.get("error_description").asText()).endsWith(".");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }
}
