package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes as they are printed for a route. */
class RecipesTest {

  private static final List<String> OF_YAML =
      List.of("traefik", "traefik-kubernetes", "ingress-nginx", "gateway-api", "envoy", "istio");

  private static final Recipes.Route OWN =
      new Recipes.Route("www.example.org", "10.0.0.7:80", "tw.tokens:81", Map.of(), false);

  static Stream<String> names() {
    return Recipes.names().stream();
  }

  static Stream<String> yaml() {
    return OF_YAML.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theExampleIsReplacedEverywhere(String name) {
    assertThat(Recipes.filledIn(name, OWN))
        .isNotBlank()
        .doesNotContain("app.example.com", "app.internal", "tokens.internal", "assets.view")
        .doesNotContainPattern(": (3000|8080)\\b");
  }

  /** What a client says of itself under these names is replaced, or taken away. */
  @ParameterizedTest
  @MethodSource("names")
  void everyHeaderAboutTheCallerIsNamed(String name) {
    String recipe = Recipes.filledIn(name, OWN).toLowerCase(Locale.ROOT);
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
      Recipes.Route route =
          new Recipes.Route("www.example.org", "a.b:80", "c.d:81", Map.of(), assertions);
      Iterable<Object> documents =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .loadAll(new StringReader(Recipes.filledIn(name, route)));

      assertThat(StreamSupport.stream(documents.spliterator(), false))
          .isNotEmpty()
          .allMatch(document -> document instanceof Map);
    }
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
    Recipes.Route on = new Recipes.Route("a.b", "a.b:1", "a.b:1", Map.of(), true);

    assertThat(Recipes.filledIn("caddy", on)).containsPattern("(?m)^\\t+X-Auth-Assertion$");
    assertThat(Recipes.filledIn("caddy", OWN)).doesNotContainPattern("(?m)^\\t+X-Auth-Assertion$");
    assertThat(Recipes.filledIn("gateway-api", on)).doesNotContain("RequestHeaderModifier");
    assertThat(Recipes.filledIn("gateway-api", OWN)).contains("RequestHeaderModifier");
  }

  /** So that the recipe that is printed and the one that is read are the same. */
  @ParameterizedTest
  @MethodSource("names")
  void forTheExampleTheFileItselfIsPrinted(String name) throws IOException {
    Recipes.Route example =
        new Recipes.Route(
            "app.example.com", "app.internal:3000", "tokens.internal:8080", Map.of(), false);
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
    return Recipes.filledIn(name, new Recipes.Route("a.b", "a.b:1", "a.b:1", requirement, false));
  }

  private static void assertRefused(String name, Recipes.Route route) {
    assertThatThrownBy(() -> Recipes.filledIn(name, route))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" has to be a name in small letters");
  }
}
