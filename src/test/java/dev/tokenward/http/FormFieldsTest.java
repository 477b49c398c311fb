package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as OAuth has them. */
class FormFieldsTest {

  @ParameterizedTest
  @CsvSource({
    "a=b, b",
    "x=y&a=b, b",
    "a=s3+cret, s3 cret",
    "a=s3%20cret, s3 cret",
    "a=%C3%BC, ü",
    "%61=b, b",
    "a=b=c, b=c",
    "&&a=b&, b"
  })
  void aValueIsDecoded(String form, String value) {
    assertThat(read(form).value("a")).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=", "b=a", "A=b"})
  void whatHasNoValueIsNotThere(String form) {
    assertThat(read(form).value("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b&a=b", "a=&a=b", "a&a", "a=b&%61=c", "x=1&a=b&x=2", "a=%", "a=%ff"})
  void whatIsThereTwiceOrBrokenIsRefused(String form) {
    assertThatThrownBy(() -> read(form)).isInstanceOf(ProblemException.class);
  }

  @Test
  void tooManyAreRefused() {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i <= 100; i++) {
      form.append('x').append(i).append("=y&");
    }

    assertThatThrownBy(() -> read(form.toString())).isInstanceOf(ProblemException.class);
  }

  @Test
  void nothingOfThemIsTold() {
    assertThat(read("client_secret=hush").toString()).doesNotContain("hush");
  }

  private static FormFields read(String form) {
    return FormFields.read(form.getBytes(StandardCharsets.UTF_8));
  }
}
