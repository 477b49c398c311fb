package dev.tokenward.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger sends can't forge lines of the log or command a terminal. */
class PrintableTest {

  /** As long as what follows the prefix of a token. */
  private static final String BODY = "k7".repeat(24) + "k";

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
    String mistaken = "/api/v1/account/personal-access-tokens/twd_" + BODY;

    assertThat(Printable.of(mistaken))
        .isEqualTo("/api/v1/account/personal-access-tokens/twd_[hidden]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "twd_%s",
        "twd%%5F%s",
        "twd%%5f%s",
        "twd%%255F%s",
        "%%74wd_%s",
        "%%2574wd%%255F%s",
        "%%25%%37%%34wd%%25%%35%%46%s",
        "%%252525252574wd_%s",
        "tw%%%%364_%s"
      })
  void theSpellingOfTheUnderscoreDoesNotShowTheRest(String spelling) {
    String place = "/api/v1/hardware/" + spelling.formatted(BODY) + "/checkout";

    assertThat(Printable.of(place)).isEqualTo("/api/v1/hardware/twd_[hidden]/checkout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%%02x", "%%%02X", "%%25%02X", "%%2525%02x"})
  void theSpellingOfALetterDoesNotShowTheRest(String escape) {
    for (int at = 0; at < BODY.length(); at++) {
      String spelt =
          BODY.substring(0, at) + escape.formatted((int) BODY.charAt(at)) + BODY.substring(at + 1);

      assertThat(Printable.of("/api/v1/hardware/twd_" + spelt))
          .isEqualTo("/api/v1/hardware/twd_[hidden]");
    }
  }

  @Test
  void everyCharacterCanBeEncodedAsOftenAsALineIsLong() {
    StringBuilder spelt = new StringBuilder();
    for (char character : ("twd_" + BODY).toCharArray()) {
      spelt.append("%").append("25".repeat(100)).append("%02x".formatted((int) character));
    }

    assertThat(Printable.of("/" + spelt)).isEqualTo("/twd_[hidden]");
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 49})
  void aTokenWithoutItsPrefixIsLeftOut(int length) {
    assertThat(Printable.of("/api/v1/hardware/" + BODY.substring(0, length) + "/x"))
        .isEqualTo("/api/v1/hardware/[hidden]/x");
    assertThat(Printable.of("/api/v1/hardware/%" + "6b" + BODY.substring(1, length)))
        .isEqualTo("/api/v1/hardware/[hidden]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/account/personal-access-tokens/0192e4a0-6b1c-7f3e-9d55-3b0f6d0c9a11",
        "/reports/4bf92f3577b34da6a3ce929d0e0e4736/%C3%A5%20b",
        "/api/v1/hardware/byserial/100%25%2Fsure%20of_the%20thing%",
        "/a%zzb%2/c%"
      })
  void whatIsNoTokenStaysAsItWasSpelt(String place) {
    assertThat(Printable.of(place)).isEqualTo(place);
  }

  @Test
  void whatIsEncodedCannotForgeALineWhereATokenIsLeftOut() {
    assertThat(Printable.of("/a%0ab%250Ac/twd_" + BODY)).isEqualTo("/a?b?c/twd_[hidden]");
  }

  @Test
  void longTextIsCut() {
    assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Printable.of("x".repeat(10_000))).isEqualTo("x".repeat(200) + "…");
  }
}
