package dev.tokenward.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prometheus' own reader of rules. */
final class Promtool {

  private static final Path PROGRAM = Path.of("/usr/bin/promtool");

  private Promtool() {}

  /** What it says of groups of rules. */
  static String check(JsonNode groups, Path directory) throws IOException {
    return run("check", written(groups, directory));
  }

  /** What it says of what the rules do, in a test of its own kind. */
  static String test(JsonNode groups, String test, Path directory) throws IOException {
    Path rules = written(groups, directory);
    Path tests = directory.resolve("tests.json");
    Files.writeString(
        tests,
        "{\"evaluation_interval\": \"30s\", \"rule_files\": [\"%s\"], \"tests\": [%s]}"
            .formatted(rules, test));
    return run("test", tests);
  }

  private static Path written(JsonNode groups, Path directory) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = mapper.createObjectNode();
    file.set("groups", groups);
    Path rules = directory.resolve("rules.json");
    Files.writeString(rules, mapper.writeValueAsString(file));
    return rules;
  }

  private static String run(String what, Path file) {
    Tools.require(Files.isExecutable(PROGRAM), "promtool (Debian's package prometheus)");
    return Tools.run(PROGRAM.toString(), what, "rules", file.toString());
  }
}
