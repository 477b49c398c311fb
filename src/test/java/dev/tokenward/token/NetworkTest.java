package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of addresses in CIDR notation. */
class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "192.0.2.7/32, 192.0.2.7",
    "192.0.2.7/24, 192.0.2.0/24",
    "10.255.1.1/8, 10.0.0.0/8",
    "1.2.3.4/0, 0.0.0.0/0",
    "255.255.255.255/31, 255.255.255.254/31",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32",
    "2001:DB8::/33, 2001:db8:0:0:0:0:0:0/33",
    "::/0, 0:0:0:0:0:0:0:0/0",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:a00:1, 10.0.0.1",
    "::ffff:10.0.0.1/104, 10.0.0.0/8",
  })
  void isShownAsTheBlockThatItIs(String text, String shown) {
    assertThat(Network.parse(text)).map(Network::toString).contains(shown);
    assertThat(Network.parse(shown)).isEqualTo(Network.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.com",
        "10",
        "10.0",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "999.1.1.1",
        "010.0.0.1",
        "10.0.0.1.",
        "10.0.0.1/",
        "10.0.0.1/33",
        "10.0.0.1/-1",
        "10.0.0.1/8/8",
        "10.0.0.1/0x8",
        "0x0a.0.0.1",
        " 10.0.0.1",
        "10.0.0.1 ",
        "::1/129",
        "::1/999",
        ":",
        ":::",
        ".:",
        ".:1",
        "1::2::3",
        "12345::",
        "fe80::1%eth0",
        "[::1]",
        "::ffff:10.0.0.1/8",
        "10.0.0.1\n",
      })
  void whatIsNoBlockIsRefusedAndNeverLookedUp(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 203.0.113.9, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, unknown, false",
  })
  void containsTheAddressesOfItsFamilyThatShareItsPrefix(
      String block, String address, boolean contained) {
    assertThat(network(block).contains(address)).isEqualTo(contained);
  }

  @Test
  void containsNarrowerBlocksAndItselfButNoWiderOnes() {
    assertThat(network("10.0.0.0/8").contains(network("10.1.0.0/16"))).isTrue();
    assertThat(network("10.0.0.0/8").contains(network("10.0.0.0/8"))).isTrue();
    assertThat(network("10.1.0.0/16").contains(network("10.0.0.0/8"))).isFalse();
    assertThat(network("10.0.0.0/8").contains(network("11.0.0.0/16"))).isFalse();
  }

  @Test
  void equalBlocksCountAsOneHoweverTheyWereWritten() {
    assertThat(network("10.9.9.9/8")).isEqualTo(network("10.0.0.0/8"));
    assertThat(network("10.9.9.9/8")).hasSameHashCodeAs(network("10.0.0.0/8"));
    assertThat(network("10.0.0.0/8")).isNotEqualTo(network("10.0.0.0/9"));
  }

  private static Network network(String text) {
    Optional<Network> parsed = Network.parse(text);
    return parsed.orElseThrow();
  }
}
