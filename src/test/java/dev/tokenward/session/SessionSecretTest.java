package dev.tokenward.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSecretTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void isReadAsItIsWritten() {
    SessionSecret secret = SessionSecret.generate(RANDOM);

    assertThat(SessionSecret.parse(secret.text())).contains(secret);
    assertThat(SessionSecret.generate(RANDOM)).isNotEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "é", "=", " "})
  void nothingElseIsRead(String more) {
    assertThat(SessionSecret.parse("A".repeat(42) + more + (more.equals("a") ? "a" : "")))
        .isEmpty();
  }

  @Test
  void aFormBelongsToOneSecret() {
    SessionSecret secret = SessionSecret.generate(RANDOM);
    SessionSecret other = SessionSecret.generate(RANDOM);

    assertThat(secret.isFormToken(secret.formToken())).isTrue();
    assertThat(secret.isFormToken(other.formToken())).isFalse();
    assertThat(secret.isFormToken(secret.text())).isFalse();
    assertThat(secret.isFormToken("")).isFalse();
  }

  @Test
  void tellsNothingOfItself() {
    SessionSecret secret = SessionSecret.generate(RANDOM);

    assertThat(secret.toString()).doesNotContain(secret.text());
    assertThat(secret.formToken()).doesNotContain(secret.text());
  }
}
