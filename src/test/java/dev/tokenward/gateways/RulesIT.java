package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for routes in a file: what they let pass, and that the file can be changed at any time. */
class RulesIT {

  private static final String APP = "app.example.com";
  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String SERVICE = "https://reports.example.com";
  private static final String RULES =
      """
      rules:
        - host: app.example.com
          path: /public
          public: true
        - host: app.example.com
          path: /reports
          scope: assets.view
          audience: https://reports.example.com
        - host: app.example.com
          path: /secret
          deny: true
        - host: app.example.com
          path: /changing
          %s
        - host: app.example.com
          path: /
          any_token: true
      """;

  private static final List<String> IDENTITY =
      List.of(
          "X-Auth-Request-User",
          "X-Auth-Request-Preferred-Username",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Email",
          "Remote-User",
          "Remote-Groups",
          "Remote-Name",
          "Remote-Email",
          "X-Auth-Token-Id",
          "X-Auth-Token-Scopes",
          "X-Auth-Token-Expires");

  @TempDir private static Path directory;

  private static Path file;
  private static Service service;
  private static Api api;
  private static String admin;
  private static String narrow;

  @BeforeAll
  static void start() throws IOException {
    file = directory.resolve("rules.yaml");
    write("public: true");
    service =
        Service.builder()
            .env("GATEWAY_RULES", file.toString())
            .env("API_THROTTLE_PER_MINUTE", "0")
            .start();
    api = Api.of(service);
    admin = api.createToken("Rules");
    narrow = token(Map.of("name", "Narrow", "scopes", List.of("users.view")));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void beginAlike() throws IOException {
    write("public: true");
    awaitChanging(200);
    await().until(() -> metric("tokenward_gateway_rules_stale") == 0);
  }

  @Test
  void onAPublicRouteEverybodyPassesAndTheBackendIsToldThatNobodyIsKnown() {
    Response answer = ask(api.anonymous(), "/public/logo.png", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(IDENTITY)
        .allSatisfy(name -> assertThat(answer.headers().getValues(name)).containsExactly("-"));
  }

  @Test
  void onAPublicRouteATokenStillSaysWhoItIs() {
    assertThat(ask(api.withToken(admin), "/public", "").header("Remote-User")).isEqualTo("admin");
  }

  @Test
  void onAPublicRouteATokenOfThisServiceThatDoesNotCountIsRefused() {
    Response made = make(Map.of("name", "Soon gone"));
    String token = Secrets.register(made.path("payload.token"));
    api.withToken(admin).delete(TOKENS + "/" + made.path("payload.id"));

    assertThat(ask(api.withToken(token), "/public", "").statusCode()).isEqualTo(401);
  }

  @Test
  void onAPublicRouteCredentialsOfOtherKindsAreTheBackends() {
    assertThat(ask(api.withToken("somebody-elses"), "/public", "").header("Remote-User"))
        .isEqualTo("-");
    assertThat(ask(api.withBasic("a", "b"), "/public", "").header("Remote-User")).isEqualTo("-");
    assertThat(
            ask(api.withToken("a").header("Authorization", "Bearer b"), "/public", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatTheProxySaysAndWhatTheRuleSaysHasToHoldBoth() {
    assertThat(ask(api.anonymous(), "/public", "?scope=assets.view").statusCode()).isEqualTo(401);
    assertThat(ask(api.anonymous(), "/public", "?audience=urn:a").statusCode()).isEqualTo(401);
    assertThat(ask(api.withToken(narrow), "/", "").statusCode()).isEqualTo(200);
    assertThat(ask(api.withToken(narrow), "/", "?scope=assets.view").statusCode()).isEqualTo(403);
    assertThat(ask(api.withToken(narrow), "/reports", "").statusCode()).isEqualTo(403);
    assertThat(ask(api.withToken(narrow), "/reports", "?scope=users.view").statusCode())
        .isEqualTo(403);
    assertThat(ask(api.withToken(admin), "/reports", "?scope=users.view").statusCode())
        .isEqualTo(200);
  }

  @Test
  void theAudienceIsTheRulesAndTheProxyMayNotNameAnother() {
    String bound = token(Map.of("name", "Bound", "audience", List.of(SERVICE)));

    assertThat(ask(api.withToken(bound), "/reports", "").statusCode()).isEqualTo(200);
    assertThat(ask(api.withToken(bound), "/reports", "?audience=" + SERVICE).statusCode())
        .isEqualTo(200);
    assertThat(ask(api.withToken(bound), "/reports", "?audience=urn:a").statusCode())
        .isEqualTo(400);
    assertThat(ask(api.withToken(bound), "/", "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"app.example.com, /secret", "other.example.com, /public"})
  void whereARuleDeniesOrNoneFitsNobodyPasses(String host, String path) {
    assertThat(ask(api.anonymous(), host, path, "").statusCode()).isEqualTo(401);
    assertThat(ask(api.withToken(admin), host, path, "").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/../reports", "/public%2f..%2freports", "//secret", "/PUBLIC"})
  void aPathThatCouldMeanTwoRulesIsRefusedEvenToWhoMayDoEverything(String path) {
    assertThat(ask(api.anonymous(), path, "").statusCode()).isEqualTo(400);
    assertThat(ask(api.withToken(admin), path, "").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"/authz/auth-request", "/authz/ext-authz/public"})
  void theOtherDialectsGoByTheSameRules(String path) {
    RequestSpecification question =
        api.anonymous()
            .header("Host", APP)
            .header("X-Original-Method", "GET")
            .header("X-Original-URL", "https://app.example.com/public");

    assertThat(question.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void aFileThatChangesIsUsedWithinSeconds() throws IOException {
    write("any_token: true");
    awaitChanging(401);
  }

  /** As Kubernetes changes a file of a ConfigMap: by another target of a link to its directory. */
  @Test
  void aLinkThatChangesIsFollowed() throws IOException {
    Path next = Files.createDirectory(directory.resolve("next" + System.nanoTime()));
    Files.writeString(next.resolve("rules.yaml"), RULES.formatted("deny: true"));
    Path link = directory.resolve("link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, next.resolve("rules.yaml"));
    Files.move(link, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

    awaitChanging(401);
    Files.delete(file);
  }

  @Test
  void aFileThatCannotBeUsedReplacesNothingAndIsTold() throws IOException {
    write("scope: users.veiw");

    await().until(() -> metric("tokenward_gateway_rules_stale") == 1);
    assertThat(changing()).isEqualTo(200);
    assertThat(metric("tokenward_gateway_rules")).isEqualTo(5);
    assertThat(service.output().lines().filter(line -> line.contains("line 14: ")))
        .singleElement()
        .asString()
        .contains(file + " can't be used, so the rules from before stay in use: line 14: ")
        .endsWith("It names a scope that does not exist, or a whole area instead of a scope.");

    Files.delete(file);
    await().until(() -> service.output().contains("the file can't be read"));
    assertThat(changing()).isEqualTo(200);
  }

  @Test
  void aScopeThatNobodyRegisteredIsUnknownUntilSomebodyDoes() throws IOException {
    String scope = "rules" + System.nanoTime() % 1_000_000 + ".view";
    write("scope: " + scope);
    await().until(() -> metric("tokenward_gateway_rules_stale") == 1);
    assertThat(changing()).isEqualTo(200);

    api.withToken(admin)
        .contentType(ContentType.JSON)
        .body(Map.of("name", scope, "description", "For a test."))
        .post("/api/v1/scopes");

    awaitChanging(401);
    assertThat(metric("tokenward_gateway_rules_stale")).isZero();
  }

  @Test
  void aStartWithAFileThatCannotBeUsedIsRefusedInOneLine() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "rules:\n  - host: app\n");
    Map<String, String> settings =
        Map.of(
            "GATEWAY_RULES",
            bad.toString(),
            "TOKENWARD_DATA_DIR",
            directory.resolve("data").toString(),
            "QUARKUS_HTTP_PORT",
            "0");

    Command.Result result = Command.run(settings, "");

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    assertThat(result.standardError().lines())
        .containsExactly(
            ("tokenward: GATEWAY_RULES is \"%s\", which can't be used: line 2: The host has to be a"
                    + " full name in small letters without a port, such as app.example.com.")
                .formatted(bad));
    assertThat(result.standardOutput()).doesNotContain("\tat ", " ERROR ");
  }

  private static void write(String changing) throws IOException {
    Path fresh = Files.writeString(directory.resolve("fresh"), RULES.formatted(changing));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void awaitChanging(int status) {
    await().until(() -> changing() == status);
  }

  private static int changing() {
    return ask(api.anonymous(), "/changing", "").statusCode();
  }

  private static double metric(String name) {
    Matcher found =
        Pattern.compile("(?m)^" + name + " (\\S+)$")
            .matcher(api.anonymous().accept("text/plain").get("/q/metrics").asString());
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static Response ask(RequestSpecification caller, String path, String query) {
    return ask(caller, APP, path, query);
  }

  private static Response ask(RequestSpecification caller, String host, String path, String query) {
    return caller
        .header("X-Forwarded-Method", "GET")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", host)
        .header("X-Forwarded-Uri", path)
        .urlEncodingEnabled(false)
        .get("/authz/forward-auth" + query);
  }

  private static String token(Map<String, ?> fields) {
    return Secrets.register(make(fields).path("payload.token"));
  }

  private static Response make(Map<String, ?> fields) {
    return api.withToken(admin).contentType(ContentType.JSON).body(fields).post(TOKENS);
  }
}
