package dev.tokenward.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser remembers while its owner is away at the provider. */
class ErrandTest {

  private static final String STATE = "2b1f7a80-8a3c-4a57-9ad9-0c8ad3f3c0de";

  @Test
  void whatIsRememberedIsReadAgain() {
    Errand errand = new Errand(STATE, "/account/api/new?name=My+app&scopes=a,b;c");

    assertThat(Errand.parse(errand.text())).contains(errand);
    assertThat(errand.text()).matches("[A-Za-z0-9._-]+");
  }

  @Test
  void aPageOfSomebodyElseIsNotGoneTo() {
    assertThat(Errand.parse(new Errand(STATE, "https://evil.example").text()))
        .contains(new Errand(STATE, Return.HOME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".YQ", "a.b.c", "a b.YQ", "a.Y", "a.YQ=="})
  void whatCannotBeOneIsNone(String text) {
    assertThat(Errand.parse(text)).isEmpty();
  }
}
