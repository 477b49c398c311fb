package dev.tokenward.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

  @Test
  void theNeighboursOfAPartAreAskedForWithTheSameWords() {
    Parts parts = Parts.of(2, 60, "/users", new Typed(Map.of("search", "a&b ä")));

    assertThat(parts.count()).isEqualTo(3);
    assertThat(parts.hasBefore()).isTrue();
    assertThat(parts.hasAfter()).isTrue();
    assertThat(parts.address() + parts.after()).isEqualTo("/users?search=a%26b+%C3%A4&part=3");
  }

  @Test
  void aListThatIsShortHasOnePart() {
    assertThat(Parts.of(1, 25, "/users", Typed.NOTHING).isOnlyOne()).isTrue();
    assertThat(Parts.of(1, 0, "/users", Typed.NOTHING).isOnlyOne()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "1e3", "99999999999"})
  void whatMakesNoSenseMeansTheFirst(String text) {
    assertThat(Parts.number(text)).isEqualTo(1);
  }

  @Test
  void noPartIsFurtherThanADatabaseCounts() {
    assertThat(Parts.request(Parts.number("999999"), "name", false, "").offset()).isPositive();
  }
}
