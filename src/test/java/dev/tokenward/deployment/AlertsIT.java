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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts are about what the running service measures, in words that Prometheus understands. */
class AlertsIT {

  private static final Installation INSTALLATION =
      Installation.named(Installation.WITH_ALL_COMPONENTS);

  private static final String UP = "up{job='tokenward', pod='a'}";
  private static final String READY = "tokenward_database_ready{job='tokenward', pod='a'}";
  private static final String UNDECIDED =
      "tokenward_verifications_total{job='tokenward', pod='a', outcome='undecided'}";
  private static final String STALENESS =
      "tokenward_changes_staleness_seconds{job='tokenward', pod='a'}";
  private static final String RECONNECTS =
      "tokenward_changes_reconnects_total{job='tokenward', pod='a'}";
  private static final String REJECTED =
      "tokenward_passwords_total{job='tokenward', pod='a', outcome='rejected'}";
  private static final String BUSY =
      "tokenward_passwords_total{job='tokenward', pod='a', outcome='busy'}";
  private static final String WAITING = "tokenward_pool_waiting{job='tokenward', pod='a'}";
  private static final String DROPPED =
      "tokenward_access_log_dropped_total{job='tokenward', pod='a'}";
  private static final String UNSEALED =
      "tokenward_audit_unsealed_seconds{job='tokenward', pod='a'}";
  private static final String AWAY = "tokenward_limits_shared_away{job='tokenward', pod='a'}";

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
    return firing("TokenwardReachesNoDatabase", "critical", moment, alerts);
  }

  private static String firing(String alert, String severity, String moment, int alerts) {
    return expected(
        moment,
        "count(ALERTS{alertname='%s', alertstate='firing', severity='%s'})"
            .formatted(alert, severity),
        alerts);
  }

  private static String expected(String moment, String expression, int value) {
    return "{\"eval_time\": \"%s\", \"expr\": \"%s\", \"exp_samples\": [%s]}"
        .formatted(
            moment, expression, value == 0 ? "" : "{\"labels\": \"{}\", \"value\": " + value + "}");
  }

  /**
   * How something goes that is measured.
   *
   * @param alert that is about it
   * @param metric with labels
   * @param values every half a minute from the beginning, as promtool writes them
   */
  record Course(String alert, String metric, String values) {

    String series() {
      return "\"input_series\": [{\"series\": \"%s\", \"values\": \"%s\"}]"
          .formatted(metric, values);
    }
  }

  static List<Course> whatPasses() {
    return List.of(
        new Course("TokenwardIsGone", UP, "1x10 0x2 1x100"),
        new Course("TokenwardReplicaIsDown", UP, "1x10 0x7 1x100"),
        new Course("TokenwardCannotDecide", UNDECIDED, "0x10 1x100"),
        new Course("TokenwardCannotDecide", UNDECIDED, "0x10 5000x100"),
        new Course("TokenwardCannotDecide", UNDECIDED, "0x10 1x7 2x7 3x100"),
        new Course("TokenwardReachesNoDatabase", READY, "1x10 0x2 1x100"),
        new Course("TokenwardHearsOfNoChanges", STALENESS, "0x10 30x7 0x100"),
        new Course("TokenwardLosesItsConnection", RECONNECTS, "0x10 5x100"),
        new Course("TokenwardPasswordsAreGuessed", REJECTED, "0x10 5000x100"),
        new Course("TokenwardPasswordsAreGuessed", REJECTED, "0x10 5000x7 10000x100"),
        new Course("TokenwardPasswordsAreGuessed", REJECTED, "0+10x100"),
        new Course("TokenwardIsBusyWithPasswords", BUSY, "0x10 50x100"),
        new Course("TokenwardIsBusyWithPasswords", BUSY, "0x10 1x7 2x7 3x100"),
        new Course("TokenwardWaitsForConnections", WAITING, "3 0x100"),
        new Course("TokenwardWaitsForConnections", WAITING, "0x10 3x8 0x100"),
        new Course("TokenwardDropsItsAccessLog", DROPPED, "0x100"),
        new Course("TokenwardLimitsAreNotShared", AWAY, "0x10 1x7 0x100"),
        new Course("TokenwardSealsNoAuditLog", UNSEALED, "0+30x15 1x100"));
  }

  @ParameterizedTest
  @MethodSource("whatPasses")
  void nobodyIsCalledForWhatPasses(Course course, @TempDir Path directory) throws IOException {
    String never =
        expected(
            "50m",
            "count_over_time(ALERTS{alertname='%s', alertstate='firing'}[50m])"
                .formatted(course.alert()),
            0);
    String test =
        "{\"interval\": \"30s\", %s, \"promql_expr_test\": [%s]}".formatted(course.series(), never);

    assertThat(Promtool.test(groups(), test, directory)).contains("SUCCESS");
  }

  static List<Course> whatLasts() {
    return List.of(
        new Course("TokenwardIsGone", UP, "1x10 0x100"),
        new Course("TokenwardIsGone", "up{job='another'}", "1x100"),
        new Course("TokenwardReplicaIsDown", UP, "1x10 0x100"),
        new Course("TokenwardCannotDecide", UNDECIDED, "0x10 1+1x100"),
        new Course("TokenwardReachesNoDatabase", READY, "1x10 0x100"),
        new Course("TokenwardHearsOfNoChanges", STALENESS, "0x10 30x100"),
        new Course("TokenwardHearsOfNoChanges", STALENESS, "0x10" + " NaN".repeat(30)),
        new Course("TokenwardLosesItsConnection", RECONNECTS, "0+1x100"),
        new Course("TokenwardPasswordsAreGuessed", REJECTED, "0+60x100"),
        new Course("TokenwardIsBusyWithPasswords", BUSY, "0x10 1+1x100"),
        new Course("TokenwardWaitsForConnections", WAITING, "0x10 1x100"),
        new Course("TokenwardDropsItsAccessLog", DROPPED, "0x20 1x100"),
        new Course("TokenwardLimitsAreNotShared", AWAY, "0x10 1x100"),
        new Course("TokenwardSealsNoAuditLog", UNSEALED, "0+30x100"));
  }

  @ParameterizedTest
  @MethodSource("whatLasts")
  void somebodyIsCalledForWhatLasts(Course course, @TempDir Path directory) throws IOException {
    String severity = rule(course.alert()).getLabels().get("severity");
    String test =
        "{\"interval\": \"30s\", %s, \"promql_expr_test\": [%s, %s]}"
            .formatted(
                course.series(),
                firing(course.alert(), severity, "1m", 0),
                firing(course.alert(), severity, "15m", 1));

    assertThat(Promtool.test(groups(), test, directory)).contains("SUCCESS");
  }

  @Test
  void eachIsTriedWithWhatPassesAndWithWhatLasts() {
    List<String> all = rules().stream().map(Rule::getAlert).toList();

    assertThat(whatPasses().stream().map(Course::alert).distinct())
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(whatLasts().stream().map(Course::alert).distinct())
        .containsExactlyInAnyOrderElementsOf(all);
  }

  private static Rule rule(String alert) {
    return rules().stream().filter(rule -> rule.getAlert().equals(alert)).findFirst().orElseThrow();
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
