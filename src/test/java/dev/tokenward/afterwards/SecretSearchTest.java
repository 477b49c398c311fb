package dev.tokenward.afterwards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The search that finds secrets in logs finds them. */
class SecretSearchTest {

  private final SecretSearch search = new SecretSearch(List.of("secret-one", "secret-two"));

  @Test
  void findsASecretAtTheBeginningInTheMiddleAndAtTheEnd() {
    assertThat(search.linesWithSecrets("secret-one\nx\na secret-two b\nxsecret-one"))
        .containsExactly(1, 3, 4);
  }

  @Test
  void findsNothingInWhatOnlyBeginsLikeOne() {
    assertThat(search.linesWithSecrets("secret-on\nsecret-three")).isEmpty();
  }

  @Test
  void refusesWhatIsFoundEverywhere() {
    List<String> tooShort = List.of("short");

    assertThatThrownBy(() -> new SecretSearch(tooShort))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too short");
  }
}
