package dev.tokenward.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/account/api",
        "/account/api/new?name=My%20app",
        "/account/profile",
        "/admin",
        "/admin/tokens?owner=ada",
        "/users/5/edit"
      })
  void aPageOfThisServiceIsGoneBackTo(String path) {
    assertThat(Return.checked(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//evil.example/account/api",
        "https://evil.example/account",
        "/account\\evil",
        "/account/..//evil.example",
        "/accounting",
        "/users.evil.example",
        "/account/api\n",
        "/account/api?x=\u0000",
        "/account/api#x",
        "/login"
      })
  void nothingElseIs(String path) {
    assertThat(Return.checked(path)).isEqualTo(Return.HOME);
  }
}
