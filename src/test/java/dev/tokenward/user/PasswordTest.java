package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be a new password, and what one tells of itself. */
class PasswordTest {

  @Test
  void eightCharactersAreEnough() {
    assertThat(new Password("x".repeat(8)).complaint()).isEmpty();
    assertThat(new Password("x".repeat(7)).complaint())
        .contains("The password must be at least 8 characters.");
    assertThat(new Password("").complaint()).isPresent();
  }

  @Test
  void aCharacterOutsideOfTheBasicPlaneCountsOnce() {
    assertThat(new Password("😀".repeat(7)).complaint()).isPresent();
    assertThat(new Password("😀".repeat(8)).complaint()).isEmpty();
  }

  @Test
  void whatBcryptWouldIgnoreIsRefused() {
    assertThat(new Password("x".repeat(72)).complaint()).isEmpty();
    assertThat(new Password("x".repeat(73)).complaint())
        .contains("The password may not be greater than 72 bytes.");
    assertThat(new Password("é".repeat(36)).complaint()).isEmpty();
    assertThat(new Password("é".repeat(37)).complaint()).isPresent();
  }

  @Test
  void generatedOnesAreLongAndNeverTheSameAndHaveNoLettersThatLookAlike() {
    assertThat(Stream.generate(() -> Password.generate().text()).limit(1_000))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[A-HJ-NP-Za-km-z2-9]{24}"));
  }

  @Test
  void nothingPrintsIt() {
    assertThat(new Password("secret")).hasToString("Password[hidden]");
  }

  @Test
  void controlCharactersAndHalfCharactersAreRefused() {
    assertThat(new Password("abc\u0000defgh").complaint()).isPresent();
    assertThat(new Password("\ud800abcdefgh").complaint()).isPresent();
    assertThat(new Password("😀abcdefgh").complaint()).isEmpty();
  }
}
