package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader searches for is text, never a pattern. */
class PageRequestTest {

  @ParameterizedTest
  @CsvSource({
    "'', %%",
    "ada, %ada%",
    "ADA Ö, %ada ö%",
    "100%, %100!%%",
    "a_b, %a!_b%",
    "hey!, %hey!!%",
    "!%_, %!!!%!_%",
    "a\\b, %a\\b%",
  })
  void wildcardsAreLiteral(String search, String pattern) {
    assertThat(new PageRequest(1, 0, "id", true, search).searchPattern()).isEqualTo(pattern);
  }
}
