package dev.tokenward.gateway;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as a tree of texts, lists and maps that know their line. No objects are made of it, so
 * nothing in a file chooses classes; anchors, which could make a small file a large one, are
 * refused.
 */
final class RuleYaml {

  private static final int DEEPEST = 10;

  private RuleYaml() {}

  /** Reads the one document of a file. */
  static Node read(byte[] content) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowRecursiveKeys(false);
    try {
      @Nullable Node root = new Yaml(options).compose(new StringReader(text(content)));
      if (root != null) {
        return root;
      }
    } catch (MarkedYAMLException malformed) {
      throw new RulesException(
          malformed.getProblemMark() == null ? 1 : malformed.getProblemMark().getLine() + 1,
          "This is not YAML: " + firstLine(malformed.getProblem()) + ".");
    } catch (YAMLException malformed) {
      throw new RulesException("The file is not YAML: " + firstLine(malformed.getMessage()) + ".");
    }
    throw new RulesException("The file is empty; it has to hold a list named rules.");
  }

  /** A map with these keys and no others, each at most once. */
  static Map<String, Node> map(Node node, List<String> keys) {
    if (!(unanchored(node) instanceof MappingNode map)) {
      throw wrong(node, "This has to be a map of " + String.join(", ", keys) + ".");
    }
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      String key = text(entry.getKeyNode(), "A key");
      if (!keys.contains(key)) {
        throw wrong(
            entry.getKeyNode(),
            "There is no key \"%s\" here, but %s."
                .formatted(printable(key), String.join(", ", keys)));
      }
      if (values.put(key, entry.getValueNode()) != null) {
        throw wrong(entry.getKeyNode(), "The key \"%s\" is here twice.".formatted(key));
      }
    }
    return values;
  }

  /** A list. */
  static List<Node> list(Node node, String name) {
    if (unanchored(node) instanceof SequenceNode list) {
      return list.getValue();
    }
    throw wrong(node, name + " has to be a list.");
  }

  /** A text that is not blank. */
  static String text(Node node, String name) {
    if (unanchored(node) instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.STR)
        && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    throw wrong(node, name + " has to be a text.");
  }

  /** A text, or a list of some. */
  static List<String> texts(Node node, String name) {
    if (unanchored(node) instanceof SequenceNode list && !list.getValue().isEmpty()) {
      return list.getValue().stream().map(item -> text(item, "Each of " + name)).toList();
    }
    if (node instanceof ScalarNode) {
      return List.of(text(node, name));
    }
    throw wrong(node, name + " has to be a text or a list of texts.");
  }

  /** The word true. */
  static void isTrue(Node node, String name) {
    boolean isTrue =
        unanchored(node) instanceof ScalarNode scalar && scalar.getValue().equals("true");
    if (!isTrue) {
      throw wrong(node, name + " has to be true, or to be left out.");
    }
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  static RulesException wrong(Node node, String sentence) {
    return new RulesException(line(node), sentence);
  }

  /** A text of the file's, for a line of the log. */
  static String printable(String text) {
    String start = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return start.replaceAll("[^ -~]", "?");
  }

  private static Node unanchored(Node node) {
    if (node.getAnchor() != null) {
      throw wrong(node, "Anchors are not understood here; write it out.");
    }
    return node;
  }

  private static String text(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new RulesException("The file is not UTF-8.");
    }
  }

  private static String firstLine(@Nullable String message) {
    return printable(String.valueOf(message).lines().findFirst().orElse(""));
  }
}
