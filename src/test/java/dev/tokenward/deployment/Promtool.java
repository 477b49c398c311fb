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
    Tools.require(Files.isExecutable(PROGRAM), "promtool (Debian's package prometheus)");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = mapper.createObjectNode();
    file.set("groups", groups);
    Path rules = directory.resolve("rules.json");
    Files.writeString(rules, mapper.writeValueAsString(file));
    return Tools.run(PROGRAM.toString(), "check", "rules", rules.toString());
  }
}
