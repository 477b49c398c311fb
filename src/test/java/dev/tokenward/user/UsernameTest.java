package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a username, and which two are one. */
class UsernameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "ada",
        "Ada Lovelace",
        "ada@example.com",
        "Ådå",
        "名前",
        "😀",
        "a.b-c_d'e\"f<g>"
      })
  void mostTextIsAcceptable(String username) {
    assertThat(Username.isAcceptable(username)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " ada",
        "ada ",
        "ada\u00a0",
        "a:b",
        ":",
        "a\u0000b",
        "a\nb",
        "a\u0085b",
        "\u007f"
      })
  void butNoColonNoControlCharactersAndNoSpaceAtTheEnds(String username) {
    assertThat(Username.isAcceptable(username)).isFalse();
  }

  @Test
  void at255CharactersItEnds() {
    assertThat(Username.isAcceptable("x".repeat(255))).isTrue();
    assertThat(Username.isAcceptable("x".repeat(256))).isFalse();
    assertThat(Username.isAcceptable("😀".repeat(255))).isTrue();
    assertThat(Username.isAcceptable("😀".repeat(256))).isFalse();
  }

  @Test
  void ligaturesCountAsWhatTheyStandFor() {
    assertThat(Username.isAcceptable("ﬃ".repeat(85))).isTrue();
    assertThat(Username.isAcceptable("ﬃ".repeat(86))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ADA, ada", "Ådå, ÅDÅ", "é, e\u0301", "ﬁn, FIN", "Ａda, ada", "ΣΑΣ, σας"})
  void spellingsThatPeopleTakeForOneAreOne(String one, String other) {
    assertThat(Username.fold(one)).isEqualTo(Username.fold(other));
  }

  @ParameterizedTest
  @CsvSource({"ada, adam", "a, á", "o, 0", "ada, аda"})
  void othersStayTwo(String one, String other) {
    assertThat(Username.fold(one)).isNotEqualTo(Username.fold(other));
  }
}
