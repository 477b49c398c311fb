package dev.tokenward.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one form of an address. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "7.7.7.7, 7.7.7.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8:1:0::1, 2001:db8:1::1",
    "2001:db8:1::1, 2001:db8:1::1",
    "2001:0db8:0001:0000:0000:0000:0000:0001, 2001:db8:1::1",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::1.2.3.4, 2001:db8::102:304",
    "::7.7.7.7, ::707:707",
    "::ffff:7.7.7.7, 7.7.7.7",
    "::FFFF:707:707, 7.7.7.7",
    "0:0:0:0:0:ffff:7.7.7.7, 7.7.7.7",
  })
  void allSpellingsOfAnAddressHaveOneForm(String text, String canonical) {
    assertThat(IpAddress.canonical(text)).contains(canonical);
    assertThat(IpAddress.canonical(canonical)).contains(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "7.7.7.7, 7.7.7.7",
    "::ffff:7.7.7.7, 7.7.7.7",
    "2001:db8:1:2::1, 2001:db8:1:2::/64",
    "2001:DB8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
    "2001:db8:1:3::1, 2001:db8:1:3::/64",
    "2001:db8::1, 2001:db8::/64",
    "::1, ::/64",
    "unknown, unknown",
    "no:address, no:address",
  })
  void limitsTakeANetworkOfIpv6ForOneClient(String address, String counted) {
    assertThat(IpAddress.counted(address)).isEqualTo(counted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "unknown",
        "localhost",
        "dead.beef",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.1000",
        "01.2.3.4",
        "1.2.3.04",
        "1.2.3.4 ",
        "1.2.3.4:80",
        "1.2.3.4/32",
        "1.2.3.٤",
        "2001:db8::1/64",
        "fe80::1%eth0",
        "[::1]",
        ":",
        ":::",
        "1::2::3",
        "12345::",
        "::1\n",
        "::ffff:7.7.7.7.7",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
      })
  void whatIsNoAddressHasNoForm(String text) {
    assertThat(IpAddress.canonical(text)).isEmpty();
    assertThat(IpAddress.bytes(text)).isEmpty();
  }
}
