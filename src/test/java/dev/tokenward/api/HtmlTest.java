package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text in Snipe-IT's objects is escaped as PHP does it. */
class HtmlTest {

  @Test
  void theFiveSpecialCharactersAreEscaped() {
    assertThat(Html.escape("<a href=\"x\">'&'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#039;&amp;&#039;&lt;/a&gt;");
  }

  @Test
  void whatIsEscapedAlreadyIsEscapedAgain() {
    assertThat(Html.escape("&amp;")).isEqualTo("&amp;amp;");
  }

  @Test
  void allElseStays() {
    assertThat(Html.escape("å 😀 / ` = \n")).isEqualTo("å 😀 / ` = \n");
    assertThat(Html.escapeOrNull(null)).isNull();
  }
}
