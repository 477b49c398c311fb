package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

/**
 * Whatever is presented as a token is read without a failure, and taken only if it looks like one.
 */
class TokenFormatFuzzTest {

  private static final TokenFormat FORMAT = Formats.standard();

  @FuzzTest
  void whatIsReadIsATokenInFull(@NotNull String presented) {
    boolean isRead = FORMAT.parse(presented).isPresent();

    assertThat(isRead).isEqualTo(FORMAT.isWellFormed(presented));
    if (isRead) {
      assertThat(presented).matches("twd_[0-9A-Za-z]{49}");
      assertThat(TokenFormat.hasChecksum(presented)).isTrue();
    }
  }
}
