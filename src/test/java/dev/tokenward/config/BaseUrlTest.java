package dev.tokenward.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the public addresses of this service begin with. */
class BaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://tokens.example, https://tokens.example",
    "https://tokens.example/, https://tokens.example",
    "https://tokens.example//, https://tokens.example",
    "https://tokens.example/base/, https://tokens.example/base",
  })
  void hasNoSlashAtItsEnd(String setting, String text) {
    assertThat(BaseUrl.of(() -> URI.create(setting)).text()).isEqualTo(text);
  }

  @Test
  void aTokenMayNameThisServiceAsItIsSetOrAsItsMetadataSayIt() {
    assertThat(BaseUrl.audiences(() -> URI.create("https://tokens.example/base/")))
        .containsExactly("https://tokens.example/base/", "https://tokens.example/base");
    assertThat(BaseUrl.audiences(() -> URI.create("https://tokens.example")))
        .containsExactly("https://tokens.example");
  }
}
