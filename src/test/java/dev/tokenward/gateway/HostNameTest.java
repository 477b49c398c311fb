package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host has one name, however a client spells it. */
class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "app.example.com, app.example.com",
    "App.EXAMPLE.com, app.example.com",
    "app.example.com., app.example.com",
    "app.example.com:8443, app.example.com",
    "app.example.com.:443, app.example.com",
    "app.example.com:, app.example.com",
    "localhost, localhost",
    "10.0.0.1:80, 10.0.0.1",
    "[::1]:80, [::1]",
    "[2001:DB8::1], [2001:db8::1]"
  })
  void portCaseAndTheLastDotDoNotCount(String host, String name) {
    assertThat(HostName.of(host)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":80",
        ".app.example.com",
        "app..example.com",
        "app.example.com..",
        "app.example.com:80:80",
        "app.example.com:x",
        "app.example.com:123456",
        "app.example.com,other",
        "äpp.example.com",
        "app%2eexample.com",
        "*",
        "[::1",
        "[]",
        "[::1]x",
        "[::1.]:80x",
        "::1"
      })
  void whatCanBeNoNameIsNone(String host) {
    assertThat(HostName.of(host)).isNull();
  }
}
