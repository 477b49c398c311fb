package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** White space and control characters of any script. */
class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\t", "\r\n", "\u00a0", "\u2003", "\u202f", "\u3000", "\u200b", "\ufeff"})
  void whiteSpaceAtTheEndsGoesAndInTheMiddleStays(String space) {
    assertThat(PlainText.trim(space + "a" + space + "b" + space)).isEqualTo("a" + space + "b");
    assertThat(PlainText.trim(space)).isEmpty();
  }

  @Test
  void textWithoutAnyIsTheSame() {
    assertThat(PlainText.trim("")).isEmpty();
    assertThat(PlainText.trim("å😀")).isEqualTo("å😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\u0007",
        "\u001b[0m",
        "\u007f",
        "\u0080",
        "\u009f",
        "\ud800",
        "a\udc00",
        "\udc00\ud800"
      })
  void controlCharactersAndHalfCharactersAreFound(String text) {
    assertThat(PlainText.hasControlCharacters(text, false)).isTrue();
    assertThat(PlainText.hasControlCharacters(text, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\t"})
  void lineBreaksAreControlCharactersUnlessExcepted(String text) {
    assertThat(PlainText.hasControlCharacters(text, false)).isTrue();
    assertThat(PlainText.hasControlCharacters(text, true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a", "å😀", "\u202e", "\ufffd"})
  void otherTextHasNone(String text) {
    assertThat(PlainText.hasControlCharacters(text, false)).isFalse();
  }
}
