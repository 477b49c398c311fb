package dev.tokenward.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tokenward.user.Scope;
import dev.tokenward.web.admin.PermissionMatrix.Line;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionMatrixTest {

  private static final List<Scope> BUILT_IN =
      List.of(
          scope("superuser", Scope.Kind.KEY, false),
          scope("admin", Scope.Kind.KEY, false),
          scope("users.view", Scope.Kind.KEY, false),
          scope("users.*", Scope.Kind.AREA, false));

  private static Scope scope(String name, Scope.Kind kind, boolean registered) {
    return new Scope(name, kind, "Does something.", registered, null, null);
  }

  private static List<Line> lines(
      List<Scope> vocabulary, Map<String, Integer> values, boolean superuser) {
    return PermissionMatrix.of(vocabulary, values, superuser).areas().stream()
        .flatMap(area -> area.lines().stream())
        .toList();
  }

  @Test
  void everyKeyIsALineAndAnAreaIsNone() {
    assertThat(lines(BUILT_IN, Map.of("users.view", -1), true))
        .extracting(Line::key, Line::value)
        .containsExactly(tuple("superuser", 0), tuple("admin", 0), tuple("users.view", -1));
  }

  @Test
  void onlySuperusersChoosePower() {
    assertThat(lines(BUILT_IN, Map.of(), false))
        .filteredOn(Line::locked)
        .extracting(Line::key)
        .containsExactly("superuser", "admin");
    assertThat(lines(BUILT_IN, Map.of(), true)).noneMatch(Line::locked);
  }

  @Test
  void whatIsWrittenDownIsShownHoweverManyScopesAreRegistered() {
    List<Scope> registered =
        IntStream.range(0, 1_000)
            .mapToObj(number -> scope("billing.n" + number, Scope.Kind.KEY, true))
            .toList();
    List<Scope> all = Stream.concat(BUILT_IN.stream(), registered.stream()).toList();

    List<Line> lines = lines(all, Map.of("billing.n999", 1), true);

    assertThat(lines).hasSizeLessThan(500);
    assertThat(lines).extracting(Line::key).contains("billing.n0", "billing.n999");
  }

  @Test
  void whatAFormSaysIsShownAgainAsFarAsItMakesSense() {
    assertThat(
            PermissionMatrix.typed(
                Map.of("users.view", "1", "users.edit", "-1", "admin", "0", "import", "yes")))
        .isEqualTo(Map.of("users.view", 1, "users.edit", -1));
  }
}
