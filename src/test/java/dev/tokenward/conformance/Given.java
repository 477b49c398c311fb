package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people, groups and tokens that tests begin with, made through the API itself. */
final class Given {

  static final String ME = "/api/v1/users/me";
  static final String USERS = "/api/v1/users";
  static final String GROUPS = "/api/v1/groups";
  static final String HARDWARE = "/api/v1/hardware";
  static final String TOKENS = "/api/v1/account/personal-access-tokens";
  static final String EVERYBODYS_TOKENS = "/api/v1/tokens";

  static final String TOKEN_IN_USE = "/api/v1/account/token";

  private Given() {}

  /**
   * Somebody with an account and one token without restrictions.
   *
   * @param id the user's number
   * @param username random
   * @param password random
   * @param token made while the person had {@code self.api}
   */
  record Person(long id, String username, String password, String token) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return username;
    }
  }

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

  /** The interface of the shared target. */
  static Api api() {
    return Api.of(Target.shared());
  }

  static RequestSpecification anonymous() {
    return api().anonymous();
  }

  /** A superuser's request. */
  static RequestSpecification admin() {
    return with(Target.sharedAdminToken());
  }

  static RequestSpecification with(String token) {
    return api().withToken(token);
  }

  static RequestSpecification with(Token token) {
    return with(token.text());
  }

  static RequestSpecification as(Person person) {
    return with(person.token());
  }

  static RequestSpecification basic(Person person) {
    return api().withBasic(person.username(), person.password());
  }

  /** A name that nothing else has. */
  static String newName() {
    return "n" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Somebody with exactly these permissions, each granted to themself. */
  static Person person(String... granted) {
    return personWith(grants(granted));
  }

  /** Somebody with exactly these permissions. */
  static Person personWith(Map<String, Integer> permissions) {
    return person(permissions, List.of());
  }

  /** Somebody with no permissions, whom this superuser made. */
  static Person personMadeBy(Person creator) {
    return person(as(creator), Map.of(), List.of());
  }

  /** Somebody with exactly these permissions, in these groups. */
  static Person person(Map<String, Integer> permissions, List<Long> groups) {
    return person(admin(), permissions, groups);
  }

  private static Person person(
      RequestSpecification creator, Map<String, Integer> permissions, List<Long> groups) {
    Map<String, Integer> atFirst = new HashMap<>(permissions);
    atFirst.put("self.api", 1);
    Map<String, Object> fields = newUser();
    fields.put("permissions", atFirst);
    fields.put("groups", groups);
    long id = Json.payload(post(creator, USERS, fields)).get("id").asLong();
    String username = fields.get("username").toString();
    String password = fields.get("password").toString();
    Token token = token(api().withBasic(username, password), Map.of("name", "First"));
    if (!atFirst.equals(permissions)) {
      Json.payload(patch(admin(), USERS + "/" + id, Map.of("permissions", permissions)));
    }
    return new Person(id, username, password, token.text());
  }

  /** The fields of a user who can sign in, for a test to add to. */
  static Map<String, Object> newUser() {
    String password = Secrets.newPassword();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("first_name", "Grace");
    fields.put("username", newName());
    fields.put("password", password);
    fields.put("password_confirmation", password);
    fields.put("activated", true);
    return fields;
  }

  /** The number of a new group with these permissions. */
  static long group(Map<String, Integer> permissions) {
    Map<String, Object> fields = Map.of("name", newName(), "permissions", permissions);
    return Json.payload(post(admin(), GROUPS, fields)).get("id").asLong();
  }

  /** A new token of whoever makes the request. */
  static Token token(RequestSpecification caller, Map<String, ?> fields) {
    JsonNode payload = Json.payload(post(caller, TOKENS, fields));
    return new Token(payload.get("id").asText(), Secrets.register(payload.get("token").asText()));
  }

  /** A new token of the administrator's. */
  static Token token(Map<String, ?> fields) {
    return token(admin(), fields);
  }

  static Map<String, Integer> grants(String... keys) {
    return Stream.of(keys).collect(Collectors.toMap(key -> key, key -> 1));
  }

  static Response post(RequestSpecification caller, String path, Object body) {
    return caller.contentType(ContentType.JSON).body(body).post(path);
  }

  static Response patch(RequestSpecification caller, String path, Object body) {
    return caller.contentType(ContentType.JSON).body(body).patch(path);
  }

  static Response put(RequestSpecification caller, String path, Object body) {
    return caller.contentType(ContentType.JSON).body(body).put(path);
  }
}
