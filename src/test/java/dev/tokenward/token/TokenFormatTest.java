package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token looks like, and what is recognised as none without asking anybody. */
class TokenFormatTest {

  private final TokenFormat format = new TokenFormat("twd", List.of());

  @Test
  void aTokenIsAPrefixAnUnderscoreAndFortyNineLettersAndDigits() {
    assertThat(format.generate().text()).matches("twd_[0-9A-Za-z]{49}");
  }

  @Test
  void aGeneratedTokenIsRecognised() {
    TokenSecret secret = format.generate();

    assertThat(format.parse(secret.text())).contains(secret);
  }

  @Test
  void noTwoTokensAreAlike() {
    Stream<String> tokens = Stream.generate(() -> format.generate().text()).limit(10_000);

    assertThat(tokens.distinct().count()).isEqualTo(10_000);
  }

  @Test
  void everyWrongCharacterAnywhereIsNoticed() {
    String token = format.generate().text();

    Stream<String> corrupted =
        IntStream.range(0, token.length())
            .boxed()
            .flatMap(
                at ->
                    "09AZaz_- é"
                        .chars()
                        .filter(c -> c != token.charAt(at))
                        .mapToObj(c -> replaced(token, at, (char) c)));

    assertThat(corrupted).allMatch(wrong -> format.parse(wrong).isEmpty());
  }

  @Test
  void twoExchangedNeighboursAreNoticed() {
    String token = format.generate().text();

    Stream<String> exchanged =
        IntStream.range(4, token.length() - 1)
            .filter(at -> token.charAt(at) != token.charAt(at + 1))
            .mapToObj(
                at ->
                    replaced(replaced(token, at, token.charAt(at + 1)), at + 1, token.charAt(at)));

    assertThat(exchanged).isNotEmpty().allMatch(wrong -> format.parse(wrong).isEmpty());
  }

  @Test
  void whatIsLongerOrShorterOrOfAnotherServiceIsNoToken() {
    String token = format.generate().text();

    assertThat(
            Stream.of(
                "",
                "twd_",
                token.substring(1),
                token.substring(0, token.length() - 1),
                token + "0",
                " " + token,
                token + " ",
                token.replace("twd_", "ghp_"),
                token.replace("twd_", "TWD_"),
                "x".repeat(1_000_000)))
        .allMatch(text -> format.parse(text).isEmpty());
  }

  @Test
  void theChecksumCoversThePrefix() {
    String token = format.generate().text();

    assertThat(new TokenFormat("abc", List.of()).parse(token.replace("twd_", "abc_"))).isEmpty();
  }

  @Test
  void tokensOfAFormerPrefixStayRecognisedAndNewOnesHaveTheNewPrefix() {
    TokenSecret former = format.generate();
    TokenFormat renamed = new TokenFormat("acme", List.of("old", "twd"));

    assertThat(renamed.parse(former.text())).contains(former);
    assertThat(renamed.generate().text()).startsWith("acme_");
    assertThat(new TokenFormat("acme", List.of()).parse(former.text())).isEmpty();
  }

  @Test
  void aPolicyChoosesAmongThePrefixesThatAreRecognised() {
    TokenFormat renamed = new TokenFormat("acme", List.of("twd"));

    assertThat(renamed.prefixes()).containsExactly("acme", "twd");
    assertThat(renamed.generate("twd").text()).startsWith("twd_");
    assertThat(renamed.parse(renamed.generate("twd").text())).isPresent();
  }

  /** Otherwise a replica could make tokens that it refuses. */
  @Test
  void aPrefixThatIsNotRecognisedGivesWayToThatOfTheSettings() {
    assertThat(format.chosen("acme")).isEqualTo("twd");
    assertThat(format.generate("acme").text()).startsWith("twd_");
    assertThat(format.generate(null).text()).startsWith("twd_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twd", "ab", "abcdefghijklmnop"})
  void whateverThePrefixTheChecksumTellsWhatCanHaveBeenMade(String prefix) {
    String made = TokenFormat.withPrefix(prefix).generate().text();

    assertThat(TokenFormat.hasChecksum(made)).isTrue();
    assertThat(TokenFormat.hasChecksum(made + "0")).isFalse();
    assertThat(TokenFormat.hasChecksum("x" + made)).isFalse();
    assertThat(TokenFormat.hasChecksum(made.substring(1))).isFalse();
    assertThat(TokenFormat.hasChecksum(made.replace('_', '-'))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_", "twd_", "ü", "0000000000000000000000000000000000000000000000000"})
  void whatIsNothingOfTheKindHasNoChecksum(String text) {
    assertThat(TokenFormat.hasChecksum(text)).isFalse();
    assertThat(TokenFormat.hasChecksum(text + "x".repeat(1_000_000))).isFalse();
  }

  private static String replaced(String text, int at, char c) {
    return text.substring(0, at) + c + text.substring(at + 1);
  }
}
