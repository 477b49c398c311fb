package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes as they are printed for a route. */
class RecipesTest {

  private static final List<String> OF_YAML =
      List.of(
          "traefik",
          "traefik-kubernetes",
          "ingress-nginx",
          "gateway-api",
          "nginx-gateway-fabric",
          "envoy",
          "istio");

  /** Where a Service is named that requests go to. */
  private static final List<String> OF_SERVICES =
      List.of("traefik-kubernetes", "ingress-nginx", "gateway-api", "nginx-gateway-fabric");

  static Stream<String> names() {
    return Recipes.names().stream();
  }

  static Stream<String> yaml() {
    return OF_YAML.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theExampleIsReplacedEverywhere(String name) {
    assertThat(own(name))
        .isNotBlank()
        .doesNotContain("app.example.com", "app.internal", "tokens.internal", "assets.view")
        .doesNotContain("\"app\"", "\"tokens\"")
        .doesNotContainPattern(": (3000|8080)\\b");
  }

  /** What a client says of itself under these names is replaced, or taken away. */
  @ParameterizedTest
  @MethodSource("names")
  void everyHeaderAboutTheCallerIsNamed(String name) {
    String recipe = own(name).toLowerCase(Locale.ROOT);
    List<String> headers = IdentityHeaders.NAMES;

    if (!name.equals("haproxy")) {
      assertThat(headers)
          .allSatisfy(each -> assertThat(recipe).contains(each.toLowerCase(Locale.ROOT)));
      assertThat(recipe).contains("x-auth-assertion");
    }
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void aRecipeInYamlIsYaml(String name) {
    for (boolean assertions : List.of(true, false)) {
      assertThat(documents(Recipes.filledIn(name, route(name, Map.of(), assertions)))).isNotEmpty();
    }
  }

  /** No route of theirs could have another one, and Kubernetes refuses it at the latest. */
  @ParameterizedTest
  @MethodSource("services")
  void whereAServiceIsNamedNothingElseIsTaken(String name) {
    for (String none : List.of("10.0.0.7:80", "app.web:80", "0app:80", "-app:80", "app-:80")) {
      assertThatThrownBy(
              () ->
                  Recipes.filledIn(
                      name, new Recipes.Route("a.b", none, whomToAsk(name), Map.of(), false)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as app");
    }
  }

  static Stream<String> services() {
    return OF_SERVICES.stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void whoSaysNothingOfABackendGetsTheServiceOfTheExample(String name) {
    Recipes.Route route =
        new Recipes.Route(
            "a.b", Recipes.EXAMPLE_BACKEND, Recipes.EXAMPLE_TOKENWARD, Map.of(), false);

    assertThat(Recipes.filledIn(name, route)).contains("name: \"app\"");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway-api, 10.0.0.7:81, the name of a Service",
    "gateway-api, tw.tokens:81, the name of a Service",
    "istio, 10.0.0.7:81, the DNS name of a Service with its namespace",
    "istio, tw:81, the DNS name of a Service with its namespace"
  })
  void whomToAskIsAServiceWhereTheRouteNamesOne(String name, String tokenward, String what) {
    assertThatThrownBy(
            () ->
                Recipes.filledIn(
                    name, new Recipes.Route("a.b", "app:80", tokenward, Map.of(), false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The tokenward has to be " + what);
  }

  /** GEP-1494, in the words of {@code apis/v1/httproute_types.go}. */
  @Test
  void theGatewayApiIsAskedForItsFilterForAuthorization() {
    JsonObject route = documents(own("gateway-api")).get(0);

    assertThat(at(route, "/kind")).isEqualTo("HTTPRoute");
    assertThat(at(route, "/spec/hostnames")).isEqualTo(new JsonArray().add("www.example.org"));
    assertThat(at(route, "/spec/rules/0/filters/0/type")).isEqualTo("ExternalAuth");
    JsonObject filter = (JsonObject) at(route, "/spec/rules/0/filters/0/externalAuth");
    assertThat(filter.fieldNames()).containsExactlyInAnyOrder("protocol", "backendRef", "http");
    assertThat(at(filter, "/protocol")).isEqualTo("HTTP");
    assertThat(at(filter, "/backendRef")).isEqualTo(service("tw", 81));
    assertThat(filter.getJsonObject("http").fieldNames())
        .containsExactlyInAnyOrder("path", "allowedHeaders", "allowedResponseHeaders");
    assertThat(at(filter, "/http/path")).isEqualTo("/authz/ext-authz");
    assertThat(at(route, "/spec/rules/0/backendRefs"))
        .isEqualTo(new JsonArray().add(service("web", 80)));
  }

  /** In the words of {@code apis/v1alpha1/snippetsfilter_types.go}. */
  @Test
  void nginxGatewayFabricGetsTheRecipeForNginxInPieces() {
    List<JsonObject> documents = documents(own("nginx-gateway-fabric"));
    JsonObject filter = documents.get(0);
    JsonObject reference =
        new JsonObject()
            .put("group", "gateway.nginx.org")
            .put("kind", "SnippetsFilter")
            .put("name", at(filter, "/metadata/name"));

    assertThat(at(filter, "/apiVersion")).isEqualTo("gateway.nginx.org/v1alpha1");
    assertThat(at(filter, "/kind")).isEqualTo("SnippetsFilter");
    assertThat(at(filter, "/spec/snippets/0/context")).isEqualTo("http");
    assertThat(at(filter, "/spec/snippets/1/context")).isEqualTo("http.server");
    assertThat(at(filter, "/spec/snippets/2/context")).isEqualTo("http.server.location");
    assertThat(at(documents.get(1), "/spec/rules/0/filters"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("type", "ExtensionRef").put("extensionRef", reference)));
    assertThat(at(documents.get(1), "/spec/rules/0/backendRefs"))
        .isEqualTo(new JsonArray().add(service("web", 80)));
    assertThat(own("nginx-gateway-fabric").lines().map(String::strip))
        .containsAll(
            own("nginx")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("(auth_request|add_header|return 4..|if) .*"))
                .filter(line -> !line.equals("return 421;"))
                .toList());
  }

  @Test
  void whatTheRouteNeedsIsWrittenSoThatItMeansTheSameInEverySyntax() {
    Map<String, List<String>> needed =
        Map.of(
            "scope",
            List.of("assets.view", "users.view"),
            "any_scope",
            List.of("users.edit"),
            "audience",
            List.of("urn:a;b{c}\"$d'"));

    assertThatThrownBy(() -> filledIn("nginx", needed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("The audience must be an absolute URI.");
    assertThat(filledIn("nginx", Map.of("audience", List.of("urn:a;b$d'e&f"))))
        .contains("/authz/auth-request?audience=urn:a%3Bb%24d%27e%26f;");
    assertThat(
            filledIn(
                "envoy",
                Map.of(
                    "scope",
                    List.of("assets.view", "users.view"),
                    "any_scope",
                    List.of("users.edit"))))
        .contains("value: \"scope=assets.view&scope=users.view&any_scope=users.edit\"");
  }

  /** Without it Caddy would hand on the client's own query, and let it choose the audience. */
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy", "haproxy", "traefik", "ingress-nginx"})
  void aRouteThatNeedsNothingButATokenIsAskedAboutWithAnEmptyQuery(String name) {
    assertThat(filledIn(name, Map.of())).containsPattern("/authz/[a-z-]+\\?[\"';\\s]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"envoy", "istio"})
  void whereAPercentSignBeginsAVariableItIsThereTwice(String name) {
    assertThat(filledIn(name, Map.of("scope", List.of("assets.view users.view"))))
        .contains("\"scope=assets.view%%20users.view\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "App.example.com",
        "a.example:80",
        "a;b",
        "a.example {",
        "a.example`) || Host(`b",
        "a.example\n",
        "\"",
        "[::1]"
      })
  void aHostThatIsNoneIsRefused(String host) {
    assertRefused("traefik", new Recipes.Route(host, "a.b:1", "a.b:1", Map.of(), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.b",
        "a.b:",
        "a.b:0",
        "a.b:65536",
        "a.b:80;",
        "a.b;c:80",
        "http://a.b:80",
        "a b:1",
        "[::1]:80"
      })
  void anAddressThatIsNoneIsRefused(String address) {
    assertRefused("nginx", new Recipes.Route("a.b", address, "a.b:1", Map.of(), false));
    assertRefused("nginx", new Recipes.Route("a.b", "a.b:1", address, Map.of(), false));
  }

  @Test
  void aScopeThatDoesNotExistIsRefusedAndSoIsOneThatHasNoPlace() {
    assertThatThrownBy(() -> filledIn("nginx", Map.of("scope", List.of("users.veiw"))))
        .hasMessageContaining("a scope that does not exist");
    assertThatThrownBy(() -> filledIn("gateway-api", Map.of("scope", List.of("users.view"))))
        .hasMessageStartingWith("What the route needs has no place in this file");
    assertThatThrownBy(() -> filledIn("squid", Map.of()))
        .hasMessageStartingWith("There is a recipe for nginx, caddy, haproxy");
  }

  @Test
  void assertionsAreHandedOnWhereTheyAreSent() {
    assertThat(asserting("caddy")).containsPattern("(?m)^\\t+X-Auth-Assertion$");
    assertThat(own("caddy")).doesNotContainPattern("(?m)^\\t+X-Auth-Assertion$");
    assertThat(asserting("gateway-api")).doesNotContain("RequestHeaderModifier");
    assertThat(own("gateway-api")).contains("RequestHeaderModifier");
  }

  /** So that the recipe that is printed and the one that is read are the same. */
  @ParameterizedTest
  @MethodSource("names")
  void forTheExampleTheFileItselfIsPrinted(String name) throws IOException {
    Recipes.Route example =
        new Recipes.Route(
            "app.example.com", Recipes.EXAMPLE_BACKEND, Recipes.EXAMPLE_TOKENWARD, Map.of(), false);
    String printed = Recipes.filledIn(name, example);
    try (Stream<Path> files = Files.walk(Path.of("deploy/gateways"))) {
      assertThat(files.filter(Files::isRegularFile).map(RecipesTest::read)).contains(printed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file)
          .replace("?scope=assets.view", "?")
          .replace("scope=assets.view", "");
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static String filledIn(String name, Map<String, List<String>> requirement) {
    return Recipes.filledIn(name, route(name, requirement, false));
  }

  private static String own(String name) {
    return filledIn(name, Map.of());
  }

  private static String asserting(String name) {
    return Recipes.filledIn(name, route(name, Map.of(), true));
  }

  private static Recipes.Route route(
      String name, Map<String, List<String>> requirement, boolean assertions) {
    String backend = OF_SERVICES.contains(name) ? "web:80" : "10.0.0.7:80";
    return new Recipes.Route("www.example.org", backend, whomToAsk(name), requirement, assertions);
  }

  private static String whomToAsk(String name) {
    return name.equals("gateway-api") ? "tw:81" : "tw.tokens:81";
  }

  private static List<JsonObject> documents(String yaml) {
    Iterable<Object> all =
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(new StringReader(yaml));
    return StreamSupport.stream(all.spliterator(), false)
        .map(document -> new JsonObject(Json.encode(document)))
        .toList();
  }

  private static @Nullable Object at(JsonObject document, String pointer) {
    return JsonPointer.from(pointer).queryJson(document);
  }

  private static JsonObject service(String name, int port) {
    return new JsonObject().put("name", name).put("port", port);
  }

  private static void assertRefused(String name, Recipes.Route route) {
    assertThatThrownBy(() -> Recipes.filledIn(name, route))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" has to be a name in small letters");
  }
}
