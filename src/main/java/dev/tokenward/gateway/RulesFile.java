package dev.tokenward.gateway;

import dev.tokenward.http.RouteRule;
import dev.tokenward.http.RouteRule.Access;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a file of rules. It is strict, because a rule that is misspelt must not open a route:
 * whatever is not understood, and a rule that can never count, makes the whole file unusable.
 */
final class RulesFile {

  /** The largest file, in bytes. */
  static final int LARGEST = 256 * 1024;

  private static final int MOST_RULES = 1_000;

  private static final String RULES = "rules";
  private static final String HOST = "host";
  private static final String PATH = "path";
  private static final String METHODS = "methods";
  private static final String PUBLIC = "public";
  private static final String ANY_TOKEN = "any_token";
  private static final String DENY = "deny";
  private static final List<String> WITHOUT_REQUIREMENT = List.of(PUBLIC, ANY_TOKEN, DENY);
  private static final List<String> KEYS =
      Stream.of(List.of(HOST, PATH, METHODS), WITHOUT_REQUIREMENT, RequirementWords.NAMES)
          .flatMap(List::stream)
          .toList();

  private RulesFile() {}

  /**
   * Reads the rules; whether the permissions that they name are registered is not known here.
   *
   * @throws RulesException with a sentence that says what is wrong, and in which line
   */
  static RuleSet parse(byte[] content) {
    if (content.length > LARGEST) {
      throw new RulesException("The file is larger than %d KiB.".formatted(LARGEST / 1024));
    }
    Node root = RuleYaml.read(content);
    @Nullable Node list = RuleYaml.map(root, List.of(RULES)).get(RULES);
    if (list == null) {
      throw RuleYaml.wrong(root, "A list named rules is missing.");
    }
    List<Node> nodes = RuleYaml.list(list, RULES);
    if (nodes.isEmpty() || nodes.size() > MOST_RULES) {
      throw RuleYaml.wrong(list, "There have to be 1 to %d rules.".formatted(MOST_RULES));
    }
    List<Rule> rules = nodes.stream().map(RulesFile::rule).toList();
    checkOrder(rules);
    return new RuleSet(rules);
  }

  private static Rule rule(Node node) {
    Map<String, Node> values = RuleYaml.map(node, KEYS);
    return new Rule(
        RuleYaml.line(node),
        host(needed(values, HOST, node)),
        path(needed(values, PATH, node)),
        methods(values.get(METHODS)),
        answer(values, node));
  }

  private static Node needed(Map<String, Node> values, String key, Node rule) {
    @Nullable Node value = values.get(key);
    if (value == null) {
      throw RuleYaml.wrong(rule, "The %s is missing.".formatted(key));
    }
    return value;
  }

  private static String host(Node node) {
    String host = RuleYaml.text(node, HOST);
    boolean isAbsolute = host.indexOf('.') > 0 || host.startsWith("[") || host.equals("localhost");
    if (!isAbsolute || !host.equals(HostName.of(host))) {
      throw RuleYaml.wrong(
          node,
          "The host has to be a full name in small letters without a port, such as app.example.com.");
    }
    return host;
  }

  private static String path(Node node) {
    String path = RuleYaml.text(node, PATH);
    boolean isPlain =
        path.startsWith("/")
            && PathReadings.isPlain(path)
            && path.indexOf('?') < 0
            && path.indexOf('#') < 0
            && (path.length() == 1 || !path.endsWith("/"));
    if (!isPlain) {
      throw RuleYaml.wrong(
          node,
          "The path has to begin with a slash and not to end with one, such as /reports, without"
              + " anything that could be read in two ways (%, \\, ;, //, /., characters beyond"
              + " ASCII) and without a query.");
    }
    return path;
  }

  private static Set<String> methods(@Nullable Node node) {
    if (node == null) {
      return Set.of();
    }
    List<String> methods = RuleYaml.list(node, METHODS).stream().map(RulesFile::method).toList();
    if (methods.isEmpty()) {
      throw RuleYaml.wrong(node, "No method is named; leave the key out for all of them.");
    }
    return methods.stream().collect(Collectors.toUnmodifiableSet());
  }

  private static String method(Node node) {
    String method = RuleYaml.text(node, "A method");
    if (!Original.METHODS.contains(method)) {
      throw RuleYaml.wrong(
          node,
          "There is no method \"%s\"; write it in capitals, such as GET."
              .formatted(RuleYaml.printable(method)));
    }
    return method;
  }

  private static RouteRule answer(Map<String, Node> values, Node rule) {
    List<String> bare = WITHOUT_REQUIREMENT.stream().filter(values::containsKey).toList();
    bare.forEach(key -> RuleYaml.isTrue(needed(values, key, rule), key));
    Requirement requirement = requirement(values, rule);
    if (bare.size() + (requirement.isNone() ? 0 : 1) != 1) {
      throw RuleYaml.wrong(
          rule,
          "A rule has to say either public, or any_token, or deny, or what is needed (%s)."
              .formatted(String.join(", ", RequirementWords.NAMES)));
    }
    if (bare.contains(PUBLIC)) {
      return RouteRule.PUBLIC;
    }
    return bare.contains(DENY) ? RouteRule.SHUT : new RouteRule(Access.TOKEN, requirement);
  }

  private static Requirement requirement(Map<String, Node> values, Node rule) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String name : RequirementWords.NAMES) {
      @Nullable Node value = values.get(name);
      if (value != null) {
        List<String> texts = RuleYaml.texts(value, name);
        understood(Map.of(name, texts), value);
        words.put(name, texts);
      }
    }
    return understood(words, rule);
  }

  private static Requirement understood(Map<String, List<String>> words, Node node) {
    try {
      return RequirementWords.of(words);
    } catch (ProblemException refused) {
      throw RuleYaml.wrong(node, ((Problem.MalformedRequest) refused.problem()).message());
    }
  }

  /** A rule behind one that takes all its requests looks as if it counted. */
  private static void checkOrder(List<Rule> rules) {
    Map<String, List<Rule>> before = new LinkedHashMap<>();
    for (Rule rule : rules) {
      List<Rule> others = before.computeIfAbsent(rule.host(), unused -> new ArrayList<>());
      others.stream()
          .filter(other -> other.covers(rule))
          .findFirst()
          .ifPresent(
              other -> {
                throw new RulesException(
                    rule.line(),
                    ("This rule can never count, because that of line %d takes all its requests."
                            + " Put it before that one.")
                        .formatted(other.line()));
              });
      others.add(rule);
    }
  }
}
