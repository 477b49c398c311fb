package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.RouteRule;
import dev.tokenward.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a rule is found for a path, each kind of backend serves what that rule is about. The
 * backends are written anew here, as their documentation describes them.
 */
class BackendsTest {

  private static final String HOST = "app.example.com";
  private static final RuleSet RULES =
      RulesFile.parse(
          """
          rules:
            - {host: app.example.com, path: /public, public: true}
            - {host: app.example.com, path: /admin, deny: true}
            - {host: app.example.com, path: /, any_token: true}
          """
              .getBytes(StandardCharsets.UTF_8));

  private static final int TRIES = 40_000;
  private static final long SEED = 20_261_126;
  private static final String PIECES =
      "/ / / /public /public/ /admin public admin a ADMIN . .. /../ /.. %2e %2E%2e %2f %2F %5c \\ ;"
          + " ;x=1 ;/ %3b %25 %252f %252e %255c %61dmin %70ublic // %c3%a9 %e0%80%af %c0%ae %3f %23"
          + " %20 + %2541 %32%66 %25%32%66 admin. admin%20 admin.%20. :x ::$DATA .json ..%20/";

  /** All paths that are not refused, with the rule that is found for them. */
  private static final Map<String, RouteRule> CLEAR = clear();

  /** What backends make of a path. */
  static Stream<Named<UnaryOperator<String>>> backends() {
    return Stream.of(
        Named.of("as it is", path -> path),
        // Parameters are cut from the segments, and only then is anything decoded.
        Named.of("tomcat", path -> dots(merged(decoded(cut(path)).replace('\\', '/')))),
        Named.of(
            "tomcat that passes slashes through",
            path -> dots(merged(decodedBut("%2f", cut(path))))),
        // What is cut is looked for once more after decoding.
        Named.of("jetty", path -> dots(cut(decoded(cut(path))))),
        Named.of("spring", path -> merged(cut(decoded(cut(path))))),
        // RFC 3986, section 6.2.2: what need not be encoded, and then dots.
        Named.of(
            "envoy",
            path -> dots(path.replaceAll("(?i)%2e", ".").replace("%61", "a").replace("%70", "p"))),
        // The WHATWG's URL: a backslash is a slash, and an encoded dot is one in a segment of dots.
        Named.of("node", BackendsTest::whatwg),
        Named.of("node that decodes", path -> decoded(whatwg(path))),
        Named.of("nginx", path -> dots(merged(decoded(path)))),
        Named.of("nginx that merges nothing", path -> dots(decoded(path))),
        Named.of("go", path -> dots(merged(decoded(path)))),
        Named.of("go with raw paths", path -> dots(merged(path))),
        Named.of("go that decodes afterwards", path -> decoded(dots(merged(path)))),
        Named.of("iis", path -> dots(merged(decoded(path).replace('\\', '/')))),
        Named.of(
            "iis that decodes twice",
            path -> dots(merged(decoded(decoded(path)).replace('\\', '/')))),
        Named.of("windows", path -> dots(names(decoded(path).replace('\\', '/')))),
        Named.of("splits before it decodes", path -> decoded(dots(path))),
        Named.of("proxy that decodes before node", path -> whatwg(beforeQuery(decoded(path)))),
        Named.of(
            "proxy that resolves before tomcat",
            path -> dots(merged(decoded(cut(dots(merged(decodedBut("%2f", path)))))))),
        Named.of("session cutter", path -> decoded(path.split(";", 2)[0])));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whatARuleIsFoundForIsServedByNoBackendAsAnythingElse(UnaryOperator<String> backend) {
    assertThat(CLEAR).hasSizeGreaterThan(TRIES / 50);
    CLEAR.forEach(
        (path, rule) ->
            served(backend, path)
                .ifPresent(
                    other ->
                        assertThat(rule)
                            .as("%s, served as %s", path, other)
                            .isEqualTo(expected(other))));
  }

  @Test
  void whatWasFoundToBeServedAsAnotherIsRefused() {
    assertThat(
            List.of(
                "/public/%2e%2e;%2fpublic/admin",
                "/public/a%2fb/%2e%2e/%2e%2e/admin",
                "/public/..%e0%80%afadmin",
                "/public/..%f0%80%80%afadmin",
                "/public/..%ed%a0%80/admin",
                "/public/%e9",
                "/public/%2e%2e%253b/admin",
                "/admin%3fx",
                "//x/admin"))
        .allSatisfy(path -> assertThat(rule(path)).as(path).isEmpty());
  }

  /** The path of what is served; empty when the backend refuses the request. */
  private static Optional<String> served(UnaryOperator<String> backend, String path) {
    try {
      return Optional.of(backend.apply(path));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Map<String, RouteRule> clear() {
    Random random = new Random(SEED);
    Map<String, RouteRule> clear = new HashMap<>();
    for (int i = 0; i < TRIES; i++) {
      String path = path(random);
      rule(path).ifPresent(rule -> clear.put(path, rule));
    }
    return clear;
  }

  private static String path(Random random) {
    String[] pieces = PIECES.split(" ", -1);
    return IntStream.rangeClosed(0, random.nextInt(6))
        .mapToObj(unused -> pieces[random.nextInt(pieces.length)])
        .collect(Collectors.joining("", random.nextBoolean() ? "/public/" : "/", ""));
  }

  private static Optional<RouteRule> rule(String path) {
    try {
      return Optional.of(RULES.ruleFor(new OriginalRequest("https", "GET", HOST, path)));
    } catch (ProblemException refused) {
      return Optional.empty();
    }
  }

  private static RouteRule expected(String served) {
    String small = served.toLowerCase(Locale.ROOT) + "/";
    String path =
        Stream.of("/public", "/admin")
            .filter(rule -> small.startsWith(rule + "/"))
            .findFirst()
            .orElse("/");
    return switch (path) {
      case "/public" -> RouteRule.PUBLIC;
      case "/admin" -> RouteRule.SHUT;
      default -> RouteRule.NONE;
    };
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
  }

  private static String decodedBut(String kept, String path) {
    return decoded(path.replaceAll("(?i)" + kept, "%25" + kept.substring(1)));
  }

  private static String cut(String path) {
    return path.replaceAll(";[^/]*", "");
  }

  private static String merged(String path) {
    return path.replaceAll("//+", "/");
  }

  private static String beforeQuery(String path) {
    return path.split("[?#]", 2)[0];
  }

  /** Takes away the single dots, and then two with the segment before them, from the left. */
  private static String dots(String path) {
    String before = path.replaceAll("/\\.(?=/|$)", "");
    while (true) {
      String after =
          before.replaceFirst("^((?:/(?!\\.\\.(?:/|$))[^/]*)*?)(?:/[^/]*)?/\\.\\.(?=/|$)", "$1");
      if (after.equals(before)) {
        return before.isEmpty() ? "/" : before;
      }
      before = after;
    }
  }

  /** Windows forgets dots and spaces at the end of a name, and streams are behind a colon. */
  private static String names(String path) {
    return Stream.of(path.split("/", -1))
        .map(segment -> segment.split(":", 2)[0].replaceFirst(" +$", ""))
        .map(segment -> segment.matches("\\.*") ? segment : segment.replaceFirst("[. ]+$", ""))
        .collect(Collectors.joining("/"));
  }

  private static String whatwg(String path) {
    String slashed = path.replace('\\', '/');
    String own = slashed.replaceFirst("^//+[^/]*", "");
    StringBuilder spelt = new StringBuilder();
    for (String segment : own.split("/", -1)) {
      boolean isDots = segment.matches("(?i)(?:\\.|%2e){1,2}");
      spelt.append('/').append(isDots ? segment.replaceAll("(?i)%2e", ".") : segment);
    }
    return dots(own.isEmpty() ? "/" : spelt.substring(1));
  }
}
