package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is kept of a token, and what it tells of itself. */
class TokenSecretTest {

  @Test
  void theDigestIsTheSha256OfTheWholeText() {
    assertThat(HexFormat.of().formatHex(new TokenSecret("abc").digest()))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void theDigestIsANewArrayEachTime() {
    TokenSecret secret = new TokenSecret("abc");
    secret.digest()[0] = 0;

    assertThat(secret.digest()[0]).isNotZero();
  }

  @Test
  void thePreviewIsThePrefixAndTheLastFourCharacters() {
    assertThat(new TokenSecret("twd_" + "0".repeat(45) + "x9Zq").preview()).isEqualTo("twd_…x9Zq");
  }

  @Test
  void nothingPrintsTheToken() {
    assertThat(new TokenSecret("twd_secret")).hasToString("TokenSecret[hidden]");
  }
}
