package dev.tokenward.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses as text. One of IPv4 that is mapped into IPv6 counts as IPv4. Nothing here blocks,
 * and all of it may be called on any thread.
 */
public final class IpAddress {

  private static final int LONGEST = 45;

  /** Bytes that tell one network of IPv6 from another; each has all of the others to itself. */
  private static final int NETWORK = 8;

  /** Hexadecimal digits, dots and colons only: never a name that would be looked up. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private IpAddress() {}

  /**
   * Brings an address into the one form that all spellings of it have in common: IPv6 as RFC 5952
   * wants it, compressed and with small letters.
   *
   * @param text anything
   * @return at most 39 characters; empty when the text is no address, such as one with a port, a
   *     zone, brackets or a prefix
   */
  public static Optional<String> canonical(String text) {
    if (isIpv4(text)) {
      return Optional.of(text);
    }
    byte[] address = bytes(text);
    return address.length == 0 ? Optional.empty() : Optional.of(NetUtil.bytesToIpAddress(address));
  }

  /**
   * Whom limits take an address for. Whoever has one address of IPv6 has a network of them, so that
   * a budget for each would be none.
   *
   * @param text an address, or a word in place of one
   * @return the /64 of an address of IPv6; all else as it is
   */
  public static String counted(String text) {
    if (text.indexOf(':') < 0) {
      return text;
    }
    byte[] address = bytes(text);
    if (address.length <= NETWORK) {
      return canonical(text).orElse(text);
    }
    Arrays.fill(address, NETWORK, address.length, (byte) 0);
    return NetUtil.bytesToIpAddress(address) + "/64";
  }

  /**
   * Reads an address.
   *
   * @param text anything
   * @return 4 or 16 bytes; none when the text is no address
   */
  public static byte[] bytes(String text) {
    if (text.length() > LONGEST || !(isIpv4(text) || IPV6.matcher(text).matches())) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return new byte[0];
    }
  }

  private static boolean isIpv4(String text) {
    int start = 0;
    for (int number = 1; number <= 4; number++) {
      int end = number < 4 ? text.indexOf('.', start) : text.length();
      if (!isByte(text, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  /** Whether there is one without leading zeros, which some would read as octal. */
  private static boolean isByte(String text, int start, int end) {
    int digits = end - start;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + c - '0';
    }
    return value <= 255;
  }
}
