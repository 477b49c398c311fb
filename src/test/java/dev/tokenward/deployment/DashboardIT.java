package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard shows what the running service measures, and all of it. */
class DashboardIT {

  private static final Dashboard DASHBOARD =
      Dashboard.of(Installation.named(Installation.WITH_ALL_COMPONENTS));

  @Test
  void everyMetricIsOneThatTheServiceHas() {
    assertThat(shown()).hasSizeGreaterThan(15).isSubsetOf(Metrics.scraped().names());
  }

  @Test
  void everyMetricOfThisServiceIsShown() {
    Set<String> own = new TreeSet<>(Metrics.scraped().names());
    own.removeIf(name -> !name.startsWith("tokenward_"));

    assertThat(shown()).containsAll(own);
  }

  @Test
  void everyLabelHasAValueThatTheServiceUses() {
    Metrics measured = Metrics.scraped();

    assertThat(DASHBOARD.expressions().stream().flatMap(PromQl::labels).toList())
        .isNotEmpty()
        .allMatch(measured::has);
  }

  @Test
  void everyPanelIsAboutThisServiceAndHasAPlaceOfItsOwn() {
    assertThat(DASHBOARD.expressions()).isNotEmpty().allMatch(PromQl::isAboutThisService);
    Set<String> places = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    assertThat(DASHBOARD.panels())
        .allSatisfy(
            panel -> {
              JsonNode place = panel.path("gridPos");
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
              assertThat(places.add(place.path("x") + " " + place.path("y"))).isTrue();
              assertThat(ids.add(panel.path("id").asInt())).isTrue();
            });
  }

  @Test
  void prometheusUnderstandsEveryExpression(@TempDir Path directory) throws IOException {
    List<String> expressions = DASHBOARD.expressions();
    ArrayNode groups = new ObjectMapper().createArrayNode();
    ArrayNode rules = groups.addObject().put("name", "dashboard").putArray("rules");
    for (int i = 0; i < expressions.size(); i++) {
      rules.addObject().put("record", "dashboard:panel" + i).put("expr", expressions.get(i));
    }

    assertThat(Promtool.check(groups, directory))
        .contains("SUCCESS: " + expressions.size() + " rules found");
  }

  private static Set<String> shown() {
    Set<String> names = new TreeSet<>();
    DASHBOARD.expressions().forEach(text -> PromQl.metrics(text).forEach(names::add));
    return names;
  }
}
