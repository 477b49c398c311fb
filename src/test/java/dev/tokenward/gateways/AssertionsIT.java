package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend can prove where the identity of a caller comes from, with the published keys alone. */
class AssertionsIT {

  private static final String ISSUER = "https://tokens.example.com";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String ASSERTION = "X-Auth-Assertion";

  /** Of an Ed25519 key: what stands before its 32 bytes (RFC 8410), and all together. */
  private static final int X509_PREFIX = 12;

  private static final int X509_LENGTH = 44;

  private static final String ADMIN_PASSWORD = Secrets.newPassword();

  @TempDir private Path directory;

  private static Service service;
  private static Api api;
  private static String admin;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("ASSERTION_ENABLED", "true")
            .env("APP_URL", ISSUER + "/")
            .env("ASSERTION_KEY_SECRET", newSecret())
            .env("API_THROTTLE_PER_MINUTE", "0")
            .start();
    api = Api.of(service);
    admin = api.createToken("Assertions");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void itSaysWhoItIsForOneServiceAndOneMinute() {
    Response made = make(Map.of("name", "Narrow", "scopes", List.of("assets.view", "users.*")));
    Instant before = Instant.now().minusSeconds(1);

    Response answer = ask(Secrets.register(made.path("payload.token")), "");
    JsonObject claims = checked(answer).claims();

    assertThat(claims.fieldNames())
        .containsExactlyInAnyOrder(
            "iss", "sub", "aud", "iat", "exp", "jti", "scope", "preferred_username", "token_id");
    assertThat(claims.getString("iss")).isEqualTo(ISSUER);
    assertThat(claims.getString("sub")).isEqualTo(answer.header("X-Auth-Request-User"));
    assertThat(claims.getString("preferred_username")).isEqualTo("admin");
    assertThat(claims.getString("token_id")).isEqualTo(answer.header("X-Auth-Token-Id"));
    assertThat(claims.getString("scope")).isEqualTo(answer.header("X-Auth-Token-Scopes"));
    assertThat(claims.getString("aud")).isEqualTo("https://app.example.com");
    assertThat(Instant.ofEpochSecond(claims.getLong("iat"))).isBetween(before, Instant.now());
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({
    "App.example.com., '', https://app.example.com",
    "app.example.com:443, '', https://app.example.com",
    "app.example.com:8443, '', https://app.example.com:8443",
    "app.example.com, ?audience=urn:reports, urn:reports",
    "app.example.com, ?resource=https://reports.example.com, https://reports.example.com"
  })
  void itIsMeantForWhatTheRouteNamesOrElseForTheOriginOfTheRequest(
      String host, String query, String audience) {
    Response answer =
        question(admin).header("X-Forwarded-Host", host).get("/authz/forward-auth" + query);

    assertThat(checked(answer).claims().getString("aud")).isEqualTo(audience);
  }

  @Test
  void itIsHandedOutAgainForTheSameTokenAndServiceAndForNoOthers() {
    String other = api.createToken("Other");

    String first = ask(admin, "?audience=urn:a").header(ASSERTION);

    assertThat(ask(admin, "?audience=urn:a").header(ASSERTION)).isEqualTo(first);
    assertThat(ask(admin, "?audience=urn:b").header(ASSERTION)).isNotEqualTo(first);
    assertThat(ask(other, "?audience=urn:a").header(ASSERTION)).isNotEqualTo(first);
  }

  @Test
  void aChangeOfTheCallerIsSaidFromThenOn() {
    String name = "renamed" + System.nanoTime();
    Map<String, Object> user = new HashMap<>();
    String password = Secrets.newPassword();
    user.put("first_name", "Grace");
    user.put("username", name);
    user.put("activated", true);
    user.put("password", password);
    user.put("password_confirmation", password);
    user.put("permissions", Map.of("self.api", 1));
    Object id = post("/api/v1/users", user).path("payload.id");
    Response made =
        api.withBasic(name, password)
            .contentType(ContentType.JSON)
            .body(Map.of("name", "First"))
            .post(TOKENS);
    String token = Secrets.register(made.path("payload.token"));
    assertThat(checked(ask(token, "")).claims().getString("preferred_username")).isEqualTo(name);

    api.withToken(admin)
        .contentType(ContentType.JSON)
        .body(Map.of("username", name + "x"))
        .patch("/api/v1/users/" + id);

    assertThat(checked(ask(token, "")).claims().getString("preferred_username"))
        .isEqualTo(name + "x");
  }

  @Test
  void aRefusalCarriesNone() {
    assertThat(ask("junk", "").header(ASSERTION)).isNull();
    String narrow =
        Secrets.register(
            make(Map.of("name", "Narrow", "scopes", List.of("users.view"))).path("payload.token"));
    assertThat(ask(narrow, "?scope=assets.view").header(ASSERTION)).isNull();
  }

  @Test
  void theKeysArePublicAndMayBeRemembered() {
    Response answer = api.anonymous().get("/.well-known/jwks.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("public, max-age=300");
    assertThat(new JsonObject(answer.asString()).getJsonArray("keys")).hasSize(1);
  }

  @Test
  void withoutTheSettingThereIsNone() {
    try (Service plain = Service.builder().start()) {
      Api other = Api.of(plain);
      String token = other.createToken("Plain");

      Response answer =
          question(other, token).header("X-Forwarded-Host", "a.example").get("/authz/forward-auth");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.header(ASSERTION)).isNull();
      assertThat(other.anonymous().get("/.well-known/jwks.json").asString())
          .isEqualTo("{\"keys\":[]}");
    }
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneAfterwardsAndAllReplicasHaveTheSame() {
    String secret = newSecret();
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server);
        Service one = replica(database, secret);
        Service two = replica(database, secret)) {
      String token = Api.of(one).createToken("Rotation");
      await().untilAsserted(() -> assertThat(keyIds(two)).isEqualTo(keyIds(one)));
      await().untilAsserted(() -> assertThat(keyOf(two, token)).isEqualTo(keyOf(one, token)));
      Set<String> seen = keyIds(one);
      String first = keyOf(one, token);

      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                Set<String> published = keyIds(one);
                String signing = keyOf(one, token);
                assertThat(published).contains(first);
                assertThat(published).contains(signing);
                if (!signing.equals(first)) {
                  assertThat(seen).contains(signing);
                  return true;
                }
                seen.addAll(published);
                return false;
              });
      await().until(() -> !keyOf(two, token).equals(first));
      assertThat(keyIds(two)).contains(first);
    }
  }

  @Test
  void withoutASecretAStartOnAConfiguredDatabaseIsRefused() {
    Command.Result result =
        Command.run(
            Map.of(
                "ASSERTION_ENABLED",
                "true",
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:1/none"),
            "");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardError().lines())
        .containsExactly(
            "tokenward: ASSERTION_ENABLED is true and ASSERTION_KEY_SECRET is missing. Set it to 32"
                + " random bytes in Base64, as openssl rand -base64 32 prints them, the same for"
                + " all replicas.");
  }

  @Test
  void aSecretThatIsNoneIsRefusedAndNotRepeated() {
    Command.Result result = Command.run(Map.of("ASSERTION_KEY_SECRET", "c2hvcnQ="), "");

    assertThat(result.standardError().lines())
        .containsExactly(
            "tokenward: ASSERTION_KEY_SECRET is not acceptable, but must be 32 random bytes in"
                + " Base64, as openssl rand -base64 32 prints them.");
  }

  @Test
  void anotherSecretThanBeforeIsRefusedInOneLine() {
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server)) {
      replica(database, newSecret()).close();
      Map<String, String> settings = new HashMap<>(database.environment());
      settings.put("ASSERTION_ENABLED", "true");
      settings.put("ASSERTION_KEY_SECRET", newSecret());
      settings.put("QUARKUS_HTTP_PORT", "0");

      Command.Result result = Command.run(settings, "");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.standardError().lines())
          .containsExactly(
              "tokenward: ASSERTION_KEY_SECRET is not the one with which the keys in the database"
                  + " were encrypted. Set that one, or delete the rows of assertion_keys to have new"
                  + " ones made.");
    }
  }

  @Test
  void aPublicKeyThatSomebodyPutIntoTheTableIsNotPublished() throws GeneralSecurityException {
    String forged =
        Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
    try (PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server);
        Service replica = replica(database, newSecret())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> database.number("select count(*) from assertion_keys") > 1);

      database.number(
          """
          with forged as (
            update assertion_keys set public_key = '%s'
            where signs_from = (select max(signs_from) from assertion_keys) returning 1)
          select count(*) from forged
          """
              .formatted(forged));

      await().until(() -> replica.output().contains("of assertion_keys was changed"));
      String point =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  Arrays.copyOfRange(Base64.getDecoder().decode(forged), X509_PREFIX, X509_LENGTH));
      assertThat(keySet(Api.of(replica)).encode()).contains("\"kid\"").doesNotContain(point);
    }
  }

  @Test
  void theEmbeddedDatabaseNeedsNoSecretBecauseItKeepsOneInAPrivateFile() throws IOException {
    try (Service embedded =
        Service.builder()
            .withoutDatabaseSettings()
            .dataDirectory(directory)
            .env("ASSERTION_ENABLED", "true")
            .start()) {
      Set<String> keys = keyIds(embedded);
      Path file = directory.resolve("key-secret");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Base64.getDecoder().decode(Secrets.register(Files.readString(file).strip())))
          .hasSize(32);

      embedded.terminate();
      try (Service again = embedded.startAgain()) {
        assertThat(keyIds(again)).isEqualTo(keys).hasSize(1);
      }
    }
  }

  private static Service replica(OwnDatabase database, String secret) {
    return Service.builder()
        .env(database.environment())
        .env("ASSERTION_ENABLED", "true")
        .env("ASSERTION_ROTATION", "20s")
        .env("ASSERTION_KEY_SECRET", secret)
        .env("API_THROTTLE_PER_MINUTE", "0")
        .env("TOKENWARD_ADMIN_PASSWORD", ADMIN_PASSWORD)
        .start();
  }

  private static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Secrets.register(Base64.getEncoder().encodeToString(bytes));
  }

  private static Set<String> keyIds(Service service) {
    return keySet(Api.of(service)).getJsonArray("keys").stream()
        .map(key -> ((JsonObject) key).getString("kid"))
        .collect(Collectors.toSet());
  }

  private static String keyOf(Service service, String token) {
    Api other = Api.of(service);
    String audience = "?audience=urn:" + System.nanoTime();
    Response answer =
        question(other, token)
            .header("X-Forwarded-Host", "a.example")
            .get("/authz/forward-auth" + audience);
    return Assertion.checked(answer.header(ASSERTION), keySet(other)).header().getString("kid");
  }

  private static JsonObject keySet(Api of) {
    return new JsonObject(of.anonymous().get("/.well-known/jwks.json").asString());
  }

  private static Assertion checked(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Assertion.checked(answer.header(ASSERTION), keySet(api));
  }

  private static Response ask(String token, String query) {
    return question(token)
        .header("X-Forwarded-Host", "app.example.com")
        .get("/authz/forward-auth" + query);
  }

  private static RequestSpecification question(String token) {
    return question(api, token);
  }

  private static RequestSpecification question(Api of, String token) {
    return of.withToken(token)
        .header("X-Forwarded-Method", "GET")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Uri", "/reports")
        .urlEncodingEnabled(false);
  }

  private static Response make(Map<String, ?> fields) {
    return post(TOKENS, fields);
  }

  private static Response post(String path, Map<String, ?> fields) {
    Response made = api.withToken(admin).contentType(ContentType.JSON).body(fields).post(path);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
    return made;
  }
}
