package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

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
    String measured = Metrics.scraped().text();

    assertThat(expressions().flatMap(PromQl::labels).toList())
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
    assertThat(
            Promtool.check(
                new ObjectMapper()
                    .valueToTree(INSTALLATION.model(PrometheusRule.class).getSpec().getGroups()),
                directory))
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
}
