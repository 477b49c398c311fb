package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.RouteRule;
import dev.tokenward.http.RouteRule.Access;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The file of rules: what it may say, what is refused in which line, and for which request what
 * holds.
 */
class RulesFileTest {

  private static final String HOST = "app.example.com";
  private static final String RULES =
      """
      # Of two rules that fit, the first one counts.
      rules:
        - host: app.example.com
          path: /public
          methods: [GET, HEAD]
          public: true
        - host: app.example.com
          path: /admin
          scope: users.edit users.view
          any_scope: [assets.view, assets.edit]
          permission: self.api
          audience: https://app.example.com
        - host: app.example.com
          path: /internal
          deny: true
        - host: app.example.com
          path: /
          any_token: true
        - host: "[::1]"
          path: /
          resource: urn:app
      """;

  private static final RuleSet SET = parse(RULES);

  private static final RouteRule ADMIN =
      new RouteRule(
          Access.TOKEN,
          new Requirement(
              List.of("users.edit", "users.view", "self.api"),
              List.of("assets.view", "assets.edit"),
              Optional.of("https://app.example.com")));

  @Test
  void theFirstRuleThatFitsCounts() {
    assertThat(SET.size()).isEqualTo(5);
    assertThat(rule("GET", "/public")).isEqualTo(RouteRule.PUBLIC);
    assertThat(rule("HEAD", "/public/a.css?x=/admin")).isEqualTo(RouteRule.PUBLIC);
    assertThat(rule("POST", "/public")).isEqualTo(RouteRule.NONE);
    assertThat(rule("GET", "/admin")).isEqualTo(ADMIN);
    assertThat(rule("GET", "/internal/x")).isEqualTo(RouteRule.SHUT);
    assertThat(rule("GET", "/")).isEqualTo(RouteRule.NONE);
    assertThat(
            SET.ruleFor(new OriginalRequest("https", "GET", "[::1]:80", "/x"))
                .requirement()
                .audience())
        .hasValue("urn:app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin", "/admin/", "/admin/x", "/admin?x", "/admin/a%20b", "/admin//x"})
  void aPathStandsForItselfAndAllBelow(String target) {
    assertThat(rule("GET", target)).isEqualTo(ADMIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/administrator", "/admin.html", "/adm", "/x/admin", "/x?/admin"})
  void aPathDoesNotStandForWhatOnlyBeginsAlike(String target) {
    assertThat(rule("GET", target)).isEqualTo(RouteRule.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.example.com", "example.com", "app.example.com.evil.com", "app"})
  void whereNoRuleFitsNobodyPasses(String host) {
    assertThat(SET.ruleFor(new OriginalRequest("https", "GET", host, "/public")))
        .isEqualTo(RouteRule.SHUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"APP.example.com", "app.example.com:8443", "app.example.com."})
  void aHostHasOneNameHoweverItIsSpelt(String host) {
    assertThat(SET.ruleFor(new OriginalRequest("https", "GET", host, "/admin"))).isEqualTo(ADMIN);
  }

  /** Each of them is a public path, or an unguarded one, by one reading, and not by another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/../admin",
        "/public/%2e%2e/admin",
        "/public%2f..%2fadmin",
        "/public%252f..%252fadmin",
        "/public/..;/admin",
        "/public\\..\\admin",
        "/public/..\\admin",
        "/admin/../public",
        "//admin",
        "/./admin",
        "/%61dmin",
        "/admin%2fx",
        "/admin;x",
        "/ADMIN",
        "/Admin/x",
        "/PUBLIC",
        "/internal%2f",
        "/public/%zz",
        "/public/%00",
        "/public/..%c0%afadmin"
      })
  void aPathThatCouldMeanTwoRulesIsRefused(String target) {
    assertThatThrownBy(() -> rule("GET", target)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/public/a%20b", "/public//x", "/public/./x", "/public/a%2fb", "/public/a;b"})
  void aPathThatMeansOneRuleInAllReadingsIsFine(String target) {
    assertThat(rule("GET", target)).isEqualTo(RouteRule.PUBLIC);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLine(String text, int line, String sentence) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(RulesException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(sentence);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("rule: []", 1, "There is no key \"rule\" here, but rules."),
        Arguments.of("rules: []", 1, "There have to be 1 to 1000 rules."),
        Arguments.of("rules: x", 1, "rules has to be a list."),
        Arguments.of("- a", 1, "This has to be a map of rules."),
        Arguments.of("rules:\n  - x", 2, "This has to be a map of host, path"),
        Arguments.of(
            withRule("scopes: users.view"), 4, "There is no key \"scopes\" here, but host"),
        Arguments.of(withRule("path: /b"), 4, "The key \"path\" is here twice."),
        Arguments.of(withRule("scope: users.veiw"), 4, "a scope that does not exist"),
        Arguments.of(withRule("scope: users.*"), 4, "a whole area instead of a scope"),
        Arguments.of(withRule("scope: ''"), 4, "scope has to be a text."),
        Arguments.of(withRule("scope: []"), 4, "a text or a list of texts."),
        Arguments.of(withRule("scope: [users.view, 1]"), 4, "Each of scope has to be a text."),
        Arguments.of(withRule("audience: app"), 4, "The audience must be an absolute URI."),
        Arguments.of(withRule("permission: [self.api, admin]"), 4, "permission only once"),
        Arguments.of(withRule("public: yes"), 4, "public has to be true, or to be left out."),
        Arguments.of(withRule("public: false"), 4, "public has to be true, or to be left out."),
        Arguments.of(withRule("public: true\n    deny: true"), 2, "either public, or any_token"),
        Arguments.of(withRule("public: true\n    scope: users.view"), 2, "either public"),
        Arguments.of(withRule("methods: [GET]"), 2, "either public, or any_token, or deny"),
        Arguments.of(withRule("methods: [get]"), 4, "There is no method \"get\""),
        Arguments.of(withRule("methods: [CONNECT]"), 4, "There is no method \"CONNECT\""),
        Arguments.of(withRule("methods: []"), 4, "No method is named"),
        Arguments.of(withRule("methods: GET"), 4, "methods has to be a list."),
        Arguments.of("rules:\n  - path: /\n    public: true", 2, "The host is missing."),
        Arguments.of("rules:\n  - host: a.example\n    public: true", 2, "The path is missing."),
        Arguments.of("rules: &a\n  - *a", 1, "Anchors are not understood here; write it out."),
        Arguments.of("rules:\n  - &a { host: a.b, path: /, deny: true }\n  - *a", 2, "Anchors"),
        Arguments.of("rules:\n  - <<: {}\n", 2, ""),
        Arguments.of("rules:\n\t- x", 2, "This is not YAML: "),
        Arguments.of("rules: [\n", 2, "This is not YAML: "),
        Arguments.of("rules: []\n---\nrules: []", 2, "This is not YAML: "),
        Arguments.of(twice("path: /a", "path: /a/b"), 5, "because that of line 2 takes all"),
        Arguments.of(twice("path: /A", "path: /a"), 5, "because that of line 2 takes all"),
        Arguments.of(
            twice("path: /a", "path: /a\n    methods: [GET]"), 5, "Put it before that one."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app",
        "https://app.example.com",
        "app.example.com:443",
        "app.example.com.",
        "App.example.com",
        "app.example.com/x",
        "'*.example.com'",
        "'*'",
        "app_.äxample.com"
      })
  void aHostHasToBeAFullName(String host) {
    String text = "rules:\n  - host: " + host + "\n    path: /\n    public: true";

    assertThatThrownBy(() -> parse(text))
        .hasMessageStartingWith("line 2: The host has to be a full name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "/a/", "//a", "/a/../b", "/./a", "/a%20b", "/a;b", "/a?b", "'/a#b'", "/ä", "'/a b'"
      })
  void aPathHasToBeOneThatCanBeReadInOneWayOnly(String path) {
    String text = "rules:\n  - host: " + HOST + "\n    path: " + path + "\n    public: true";

    assertThatThrownBy(() -> parse(text)).hasMessageStartingWith("line 3: The path has to begin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "rules: [[[[[[[[[[[[[[]]]]]]]]]]]]]]"})
  void nothingIsNoFileOfRules(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(RulesException.class);
  }

  @Test
  void aFileHasABound() {
    assertThatThrownBy(() -> RulesFile.parse(new byte[RulesFile.LARGEST + 1]))
        .hasMessage("The file is larger than 256 KiB.");
    assertThatThrownBy(() -> RulesFile.parse(new byte[] {'a', (byte) 0xff}))
        .hasMessage("The file is not UTF-8.");
  }

  private static String withRule(String line) {
    return "rules:\n  - host: " + HOST + "\n    path: /a\n    " + line + "\n";
  }

  private static String twice(String first, String second) {
    String rule = "  - host: " + HOST + "\n    public: true\n    ";
    return "rules:\n" + rule + first + "\n" + rule + second + "\n";
  }

  private static RouteRule rule(String method, String target) {
    return SET.ruleFor(new OriginalRequest("https", method, HOST, target));
  }

  private static RuleSet parse(String text) {
    return RulesFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
