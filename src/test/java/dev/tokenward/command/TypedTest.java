package dev.tokenward.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be typed is what the API takes as one line of text. */
class TypedTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "a b", "å😀", "tenletters"})
  void aLineIsTaken(String text) {
    assertThat(Typed.isLine(text, 10)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\tb", "a\nb", "a\u0000", "a\u007F", "a\u0085b", "elevenchars"})
  void whatIsNoShortLineIsNot(String text) {
    assertThat(Typed.isLine(text, 10)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "a\uDE00b"})
  void halfACharacterIsNoneThatADatabaseCouldStore(String text) {
    assertThat(Typed.isLine(text, 10)).isFalse();
  }
}
