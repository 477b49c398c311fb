package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.config.UnusableSettingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken for the client behind proxies. */
class TrustedProxiesTest {

  private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", " ::1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                      | 203.0.113.7",
        "203.0.113.7, 10.1.1.1            | 203.0.113.7",
        "198.51.100.1, 203.0.113.7        | 203.0.113.7",
        "10.2.2.2, 10.1.1.1               | 10.2.2.2",
        "2001:db8::7                      | 2001:db8::7",
        "nobody, 203.0.113.7, 10.1.1.1    | 203.0.113.7"
      })
  void theClientIsTheLastOneWhomNoTrustedProxyIs(String forwardedFor, String client) {
    assertThat(proxies.client("10.0.0.1", List.of(forwardedFor))).contains(client);
  }

  @Test
  void headersOfProxiesInARowAreReadAsOne() {
    List<String> told = List.of("203.0.113.7", "10.1.1.1");

    assertThat(proxies.client("::1", told)).contains("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 31, 32, 33, 500})
  void whatAClientMadeUpIsNothingToGoByHoweverMuchItIs(int madeUp) {
    String told = "198.51.100.1, ".repeat(madeUp) + "203.0.113.7, 10.1.1.1";

    assertThat(proxies.client("10.0.0.1", List.of(told))).contains("203.0.113.7");
  }

  @Test
  void moreTrustedProxiesInARowThanAnybodyHasTellNobody() {
    assertThat(proxies.client("10.0.0.1", List.of("203.0.113.7" + ", 10.1.1.1".repeat(40))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "999.1.2.3", ":::", "2001:db8::/129", "10.1"})
  void aNetworkThatThereCanNotBeIsToldAtTheStart(String network) {
    assertThatThrownBy(() -> new TrustedProxies(List.of("127.0.0.1", network)))
        .isInstanceOf(UnusableSettingException.class)
        .hasMessageStartingWith("APP_TRUSTED_PROXIES has \"" + network + "\" in it, but");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "10.0.0.0/8", "x, 10.1.1.1", ","})
  void whatIsNoAddressIsNobody(String forwardedFor) {
    assertThat(proxies.client("10.0.0.1", List.of(forwardedFor))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7:1                                  | 203.0.113.7",
        "203.0.113.7:65535                              | 203.0.113.7",
        "[2001:db8::7]:443                              | 2001:db8::7",
        "[2001:db8::7]                                  | 2001:db8::7",
        "203.0.113.7:1111, 10.1.1.1:2222                | 203.0.113.7",
        "198.51.100.1, [2001:db8::7]:1, [::1]:2, [::1]  | 2001:db8::7"
      })
  void aPortBehindAnAddressIsLeftOut(String forwardedFor, String client) {
    assertThat(proxies.client("10.0.0.1", List.of(forwardedFor))).contains(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2001:DB8:1:0::1                | 2001:db8:1::1",
        "[2001:0db8:1::0001]:443        | 2001:db8:1::1",
        "2001:db8:1:0:0:0:0:1, 10.1.1.1 | 2001:db8:1::1",
        "::ffff:203.0.113.7             | 203.0.113.7",
        "203.0.113.7, ::ffff:10.1.1.1   | 203.0.113.7",
        "[::ffff:cb00:7107]:80          | 203.0.113.7"
      })
  void aClientHasOneAddressHoweverItIsWritten(String forwardedFor, String client) {
    assertThat(proxies.client("0:0:0:0:0:0:0:1", List.of(forwardedFor))).contains(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7:",
        "203.0.113.7:123456",
        "203.0.113.7:44x",
        "203.0.113.7:-1",
        "203.0.113.7:1:2",
        "203.0.113.7 :1",
        ":443",
        "host:443",
        "[203.0.113.7]",
        "[203.0.113.7]:443",
        "[2001:db8::7",
        "2001:db8::7]",
        "[2001:db8::7]443",
        "[2001:db8::7]:",
        "[2001:db8::7]:123456",
        "[2001:db8::7]:1]",
        "[[2001:db8::7]]:443",
        "[host:443]",
        "[]:443",
        "[",
        "]:1"
      })
  void whatOnlyLooksLikeAnAddressWithAPortIsNobody(String forwardedFor) {
    assertThat(proxies.client("10.0.0.1", List.of(forwardedFor))).isEmpty();
  }

  @Test
  void nobodyElseIsBelieved() {
    assertThat(proxies.client("203.0.113.1", List.of("203.0.113.7"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1    | https        | true",
        "10.0.0.1    | HTTPS, https | true",
        "10.0.0.1    | http         | false",
        "10.0.0.1    | https, http  | false",
        "10.0.0.1    | http, https  | false",
        "10.0.0.1    | ''           | false",
        "10.0.0.1    | httpss       | false",
        "203.0.113.1 | https        | false"
      })
  void itWasHttpsIfEveryProxyInTheRowSaysSoAndTheLastOneIsTrusted(
      String peer, String said, boolean https) {
    assertThat(proxies.https(peer, List.of(said))).isEqualTo(https);
  }

  @Test
  void nobodyHasSaidThatItWasHttpsWhereNothingIsSaid() {
    assertThat(proxies.https("10.0.0.1", List.of())).isFalse();
    assertThat(proxies.https("10.0.0.1", List.of("https", "http"))).isFalse();
  }

  @Test
  void aProxyThatSaysNothingTellsNobody() {
    assertThat(proxies.client("10.0.0.1", List.of())).isEmpty();
  }
}
