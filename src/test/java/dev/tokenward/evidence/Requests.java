package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the clients of these tests ask of one service. */
final class Requests {

  static final String ME = "/api/v1/users/me";
  static final String USERS = "/api/v1/users";
  static final String GROUPS = "/api/v1/groups";
  static final String TOKENS = "/api/v1/account/personal-access-tokens";

  private final Api api;
  private final String token;

  private Requests(Api api, String token) {
    this.api = api;
    this.token = token;
  }

  /** Requests with a new token of the administrator's. */
  static Requests to(Service service) {
    Api api = Api.of(service);
    return new Requests(api, api.createToken("Evidence"));
  }

  /** The same requests to another replica. */
  Requests at(Service other) {
    return new Requests(Api.of(other), token);
  }

  /**
   * A token that was made.
   *
   * @param id its UUID
   * @param text the token itself
   */
  record Made(String id, String text) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  static String newName() {
    return "n" + UUID.randomUUID().toString().replace("-", "");
  }

  Response get(String path) {
    return api.withToken(token).get(path);
  }

  /** The same for who wants errors as problem documents. */
  Response getAsProblem(String path) {
    return api.withToken(token).accept("application/problem+json").get(path);
  }

  Response delete(String path) {
    return api.withToken(token).delete(path);
  }

  Response post(String path, Map<String, ?> body) {
    return api.withToken(token).contentType(ContentType.JSON).body(body).post(path);
  }

  Response put(String path, Map<String, ?> body) {
    return api.withToken(token).contentType(ContentType.JSON).body(body).put(path);
  }

  Response patch(String path, Map<String, ?> body) {
    return api.withToken(token).contentType(ContentType.JSON).body(body).patch(path);
  }

  /** Makes a token; fails unless it is answered as made. */
  Made makeToken(String name) {
    Response response = post(TOKENS, Map.of("name", name));
    return made(response);
  }

  /** Makes some. */
  List<Made> makeTokens(int number) {
    return IntStream.range(0, number).mapToObj(i -> makeToken("Token " + i)).toList();
  }

  private static Made made(Response response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return new Made(
        response.path("payload.id"), Secrets.register(response.<String>path("payload.token")));
  }

  /** Revokes a token; as a client does who is told to come again when the machine is too busy. */
  void revoke(Made token) {
    int status = 503;
    for (int attempt = 0; attempt < 3 && status == 503; attempt++) {
      status = delete(TOKENS + "/" + token.id()).statusCode();
    }
    assertThat(status).isEqualTo(204);
  }

  /** Makes tokens for as long as that is answered with a token. */
  List<Made> makeTokensUntilRefused() {
    List<Made> all = new ArrayList<>();
    while (true) {
      Response response = post(TOKENS, Map.of("name", "As long as it goes"));
      if (response.statusCode() != 200) {
        return all;
      }
      all.add(made(response));
    }
  }

  /** The same with a token of a new user, who may make more. */
  Requests ofNewUser() {
    Map<String, Object> fields = newUser(newName());
    fields.put("permissions", Map.of("self.api", 1));
    post(USERS, fields);
    return ofUser(fields);
  }

  /** The same with a token of another user, made with the password among these fields. */
  Requests ofUser(Map<String, Object> fields) {
    Response response =
        api.withBasic(fields.get("username").toString(), fields.get("password").toString())
            .contentType(ContentType.JSON)
            .body(Map.of("name", "First"))
            .post(TOKENS);
    return new Requests(api, made(response).text());
  }

  /** Asks for a token with a password. */
  Response withBasic(String username, String password, Map<String, ?> body) {
    return api.withBasic(username, password).contentType(ContentType.JSON).body(body).post(TOKENS);
  }

  /** What a token is answered that asks whose it is. */
  int statusOf(Made made) {
    return api.withToken(made.text()).get(ME).statusCode();
  }

  /** The header of a sign-in. */
  static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Makes a user who may make tokens, and gives their password. */
  String passwordOfNewUser(String username) {
    Map<String, Object> fields = newUser(username);
    fields.put("permissions", Map.of("self.api", 1));
    assertThat(post(USERS, fields).<String>path("status")).isEqualTo("success");
    return fields.get("password").toString();
  }

  /** The fields of a new user who may sign in. */
  static Map<String, Object> newUser(String username) {
    String password = Secrets.newPassword();
    Map<String, Object> fields = new HashMap<>();
    fields.put("first_name", "Grace");
    fields.put("username", username);
    fields.put("password", password);
    fields.put("password_confirmation", password);
    fields.put("activated", true);
    return fields;
  }
}
