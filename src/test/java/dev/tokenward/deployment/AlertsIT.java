package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.process.Target;
import dev.tokenward.process.Tools;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts are about what the running service measures, in words that Prometheus understands. */
class AlertsIT {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Pattern METRIC = Pattern.compile("\\b([a-z][a-z0-9_]*)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(=~|=)\"([^\"]*)\"");

  /** Metrics and labels that Prometheus makes itself. */
  private static final Set<String> PROMETHEUS = Set.of("up", "job");

  private static final Installation INSTALLATION =
      Installation.named(Installation.WITH_ALL_COMPONENTS);

  @Test
  void everyMetricIsOneThatTheServiceHas() {
    Set<String> measured =
        scrape()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    expressions()
        .forEach(text -> METRIC.matcher(text).results().forEach(hit -> named.add(hit.group(1))));
    named.removeAll(PROMETHEUS);

    assertThat(named).hasSizeGreaterThan(4).isSubsetOf(measured);
  }

  @Test
  void everyLabelHasAValueThatTheServiceUses() {
    String measured = scrape();
    List<String> labels =
        expressions()
            .flatMap(text -> METRIC.matcher(text).results())
            .flatMap(metric -> LABEL.matcher(metric.group(2)).results())
            .filter(label -> !PROMETHEUS.contains(label.group(1)))
            .flatMap(
                label ->
                    Stream.of(label.group(3).split("\\|"))
                        .map(value -> label.group(1) + "=\"" + value + "\""))
            .toList();

    assertThat(labels)
        .hasSizeGreaterThan(3)
        .allSatisfy(label -> assertThat(measured).contains(label));
  }

  @Test
  void eachIsAboutThisServiceAndSaysWhatItMeans() {
    assertThat(rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.getAlert()).startsWith("Tokenward");
              assertThat(METRIC.matcher(rule.getExpr().getStrVal()).results())
                  .isNotEmpty()
                  .allMatch(metric -> metric.group(2).startsWith("job=\"tokenward\""));
              assertThat(rule.getLabels().get("severity")).isIn("critical", "warning");
              assertThat(rule.getAnnotations()).containsKeys("summary", "description");
            });
  }

  @Test
  void theDocumentHasARowForEach() throws IOException {
    String document = Files.readString(Path.of("docs", "kubernetes-deployment.md"));

    assertThat(rules()).allMatch(rule -> document.contains("| `" + rule.getAlert() + "` |"));
  }

  @Test
  void prometheusUnderstandsThem(@TempDir Path directory) throws IOException {
    Tools.require(Files.isExecutable(PROMTOOL), "promtool (Debian's package prometheus)");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = mapper.createObjectNode();
    file.set(
        "groups",
        mapper.valueToTree(INSTALLATION.model(PrometheusRule.class).getSpec().getGroups()));
    Path rules = directory.resolve("rules.json");
    Files.writeString(rules, mapper.writeValueAsString(file));

    assertThat(Tools.run(PROMTOOL.toString(), "check", "rules", rules.toString()))
        .contains("SUCCESS: " + rules().size() + " rules found");
  }

  @Test
  void prometheusIsSentWhereTheMetricsAre() {
    assertThat(INSTALLATION.model(ServiceMonitor.class).getSpec().getEndpoints())
        .singleElement()
        .satisfies(
            endpoint ->
                assertThat(
                        RestAssured.get(Target.shared().baseUri() + endpoint.getPath())
                            .statusCode())
                    .isEqualTo(200));
  }

  private static List<Rule> rules() {
    return INSTALLATION.model(PrometheusRule.class).getSpec().getGroups().stream()
        .flatMap(group -> group.getRules().stream())
        .toList();
  }

  private static Stream<String> expressions() {
    return rules().stream().map(rule -> rule.getExpr().getStrVal());
  }

  private static String scrape() {
    return RestAssured.get(Target.shared().baseUri() + "/q/metrics").asString();
  }
}
