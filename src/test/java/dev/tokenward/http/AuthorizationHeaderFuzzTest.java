package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Locale;

/** Whatever the header says is read without a failure, and not told on. */
class AuthorizationHeaderFuzzTest {

  private static final int LONG_ENOUGH_TO_BE_KNOWN_AGAIN = 12;

  @FuzzTest
  void theSchemeDecidesAndTheCredentialStaysHidden(@NotNull String value) {
    AuthorizationHeader header = AuthorizationHeader.parse(value);

    String small = value.toLowerCase(Locale.ROOT);
    if (header instanceof AuthorizationHeader.Bearer bearer) {
      assertThat(small).startsWith("bearer");
      if (bearer.token().length() >= LONG_ENOUGH_TO_BE_KNOWN_AGAIN) {
        assertThat(header.toString()).doesNotContain(bearer.token());
      }
    } else if (!(header instanceof AuthorizationHeader.None)) {
      assertThat(small).startsWith("basic");
    }
  }
}
