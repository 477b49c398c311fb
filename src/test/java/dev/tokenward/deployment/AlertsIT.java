package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenward.process.Target;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts are about what the running service measures, in words that Prometheus understands. */
class AlertsIT {

  private static final Installation INSTALLATION =
      Installation.named(Installation.WITH_ALL_COMPONENTS);

  @Test
  void everyMetricIsOneThatTheServiceHas() {
    Set<String> named = new TreeSet<>();
    expressions().forEach(text -> PromQl.metrics(text).forEach(named::add));

    assertThat(named).hasSizeGreaterThan(4).isSubsetOf(Metrics.scraped().names());
  }

  @Test
  void everyLabelHasAValueThatTheServiceUses() {
    Metrics measured = Metrics.scraped();

    assertThat(expressions().flatMap(PromQl::labels).toList())
        .hasSizeGreaterThan(3)
        .allMatch(measured::has);
  }

  @Test
  void eachIsAboutThisServiceAndSaysWhatItMeans() {
    assertThat(rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.getAlert()).startsWith("Tokenward");
              assertThat(PromQl.isAboutThisService(rule.getExpr().getStrVal())).isTrue();
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
    assertThat(Promtool.check(groups(), directory))
        .contains("SUCCESS: " + rules().size() + " rules found");
  }

  private static JsonNode groups() {
    return new ObjectMapper()
        .valueToTree(INSTALLATION.model(PrometheusRule.class).getSpec().getGroups());
  }

  /** No request comes to a replica that is not ready, so its answers tell nothing. */
  @Test
  void somebodyIsCalledWhileNoReplicaFindsTheDatabase(@TempDir Path directory) throws IOException {
    String series =
        "{\"series\": \"tokenward_database_ready{job='tokenward', pod='%s'}\", \"values\": \"%s\"}";
    String test =
        "{\"interval\": \"30s\", \"input_series\": ["
            + series.formatted("a", "1x10 0x20 1x20")
            + ", "
            + series.formatted("b", "_ 0x30 1x20")
            + "], \"promql_expr_test\": ["
            + firing("4m", 0)
            + ", "
            + firing("9m", 1)
            + ", "
            + firing("18m", 0)
            + "]}";

    assertThat(Promtool.test(groups(), test, directory)).contains("SUCCESS");
  }

  private static String firing(String moment, int alerts) {
    return "{\"eval_time\": \"%s\", \"expr\": \"%s\", \"exp_samples\": [%s]}"
        .formatted(
            moment,
            "count(ALERTS{alertname='TokenwardReachesNoDatabase', alertstate='firing',"
                + " severity='critical'})",
            alerts == 0 ? "" : "{\"labels\": \"{}\", \"value\": " + alerts + "}");
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
}
