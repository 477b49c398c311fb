package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.http.AuthorizationHeader.Basic;
import dev.tokenward.http.AuthorizationHeader.Bearer;
import dev.tokenward.http.AuthorizationHeader.MalformedBasic;
import dev.tokenward.http.AuthorizationHeader.None;
import dev.tokenward.user.Password;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of who makes it. */
class AuthorizationHeaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer abc", "bearer abc", "BEARER abc", "Bearer    abc", "Bearer abc  "})
  void aBearerTokenIsWhatFollowsTheSchemeInAnyCase(String header) {
    assertThat(AuthorizationHeader.parse(header)).isEqualTo(new Bearer("abc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer   "})
  void aSchemeWithoutATokenIsStillAPresentedToken(String header) {
    assertThat(AuthorizationHeader.parse(header)).isEqualTo(new Bearer(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "Bearerabc",
        "Bearer\tabc",
        "Basically x",
        "Digest a=b",
        "Token abc"
      })
  void otherSchemesCountAsNoCredentials(String header) {
    assertThat(AuthorizationHeader.parse(header)).isEqualTo(new None());
  }

  @Test
  void basicCarriesUsernameAndPasswordWithTheColonAfterTheName() {
    assertThat(basic("ada:secret")).isEqualTo(new Basic("ada", new Password("secret")));
    assertThat(basic("ada:a:b: ")).isEqualTo(new Basic("ada", new Password("a:b: ")));
    assertThat(basic(":")).isEqualTo(new Basic("", new Password("")));
    assertThat(basic("ådå:þü")).isEqualTo(new Basic("ådå", new Password("þü")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !",
        "Basic YWJj",
        "Basic YTpi YTpi",
        "basic =",
        "Basic YTpi=="
      })
  void basicWithoutBothIsMalformed(String header) {
    assertThat(AuthorizationHeader.parse(header)).isEqualTo(new MalformedBasic());
  }

  @Test
  void basicInAnotherCharsetThanUtf8IsMalformed() {
    assertThat(basic("ådå:þü", StandardCharsets.ISO_8859_1)).isEqualTo(new MalformedBasic());
  }

  /** The long s folds to an s. Found by AuthorizationHeaderFuzzTest. */
  @Test
  void aLetterThatOnlyFoldsToOneOfTheSchemeIsAnother() {
    assertThat(AuthorizationHeader.parse("Ba\u017Fic YWRhOnNlY3JldA==")).isEqualTo(new None());
  }

  @Test
  void nothingPrintsACredential() {
    assertThat(new Bearer("secret").toString()).doesNotContain("secret");
    assertThat(basic("ada:secret").toString()).doesNotContain("secret");
  }

  private static AuthorizationHeader basic(String credentials) {
    return basic(credentials, StandardCharsets.UTF_8);
  }

  private static AuthorizationHeader basic(String credentials, Charset charset) {
    String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(charset));
    return AuthorizationHeader.parse("Basic " + encoded);
  }
}
