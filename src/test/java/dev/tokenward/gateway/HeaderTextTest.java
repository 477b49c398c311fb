package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text of people in headers. */
class HeaderTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "grace|grace",
        "Grace Hopper|Grace Hopper",
        " a |%20a%20",
        "a  b|a %20b",
        "50%|50%25",
        "a,b|a%2Cb",
        "é|%C3%A9",
        "-|%2D",
        "--|--"
      })
  void isPercentEncodedWhereItHasToBe(String text, String header) {
    assertThat(HeaderText.of(text)).isEqualTo(header);
  }

  @Test
  void holdsNoLineBreak() {
    assertThat(HeaderText.of("a\r\nRemote-User: root")).isEqualTo("a%0D%0ARemote-User: root");
  }

  @Test
  void isNeverEmpty() {
    assertThat(HeaderText.of("")).isEqualTo("-");
    assertThat(HeaderText.of((String) null)).isEqualTo("-");
    assertThat(HeaderText.of(List.of())).isEqualTo("-");
  }

  @Test
  void keepsTheItemsOfAListApart() {
    assertThat(HeaderText.of(List.of("Field Staff", "a,b", "-")))
        .isEqualTo("Field Staff,a%2Cb,%2D");
  }
}
