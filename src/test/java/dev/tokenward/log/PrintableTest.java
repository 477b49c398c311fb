package dev.tokenward.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger sends can't forge lines of the log or command a terminal. */
class PrintableTest {

  @Test
  void plainTextStays() {
    assertThat(Printable.of("/api/v1/users me~!")).isEqualTo("/api/v1/users me~!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u0000b",
        "a\u001bb",
        "a\u0085b",
        "a\u2028b",
        "a\u202eb",
        "aåb"
      })
  void everythingElseIsAQuestionMark(String text) {
    assertThat(Printable.of(text)).isEqualTo("a?b");
  }

  @Test
  void whatLooksLikeATokenIsLeftOut() {
    String mistaken = "/api/v1/account/personal-access-tokens/twd_" + "k7".repeat(24) + "k";

    assertThat(Printable.of(mistaken))
        .isEqualTo("/api/v1/account/personal-access-tokens/twd_[hidden]");
  }

  @Test
  void longTextIsCut() {
    assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Printable.of("x".repeat(10_000))).isEqualTo("x".repeat(200) + "…");
  }
}
