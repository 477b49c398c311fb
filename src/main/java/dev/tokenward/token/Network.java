package dev.tokenward.token;

import dev.tokenward.address.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A block of IP addresses in CIDR notation. An IPv4 address mapped into IPv6 counts as IPv4. */
public final class Network {

  /** An address, and how many bits of it count. */
  private static final Pattern LITERAL = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/([0-9]{1,3}))?");

  /** The first address of the block, 4 or 16 bytes. */
  private final byte[] address;

  /** How many leading bits all addresses of the block share. */
  private final int prefixLength;

  private Network(byte[] address, int prefixLength) {
    this.address = address;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads an address or a block.
   *
   * @param text for instance {@code 192.0.2.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; bits
   *     beyond the prefix are ignored
   * @return the block, or empty when the text is none
   */
  public static Optional<Network> parse(String text) {
    var literal = LITERAL.matcher(text);
    if (!literal.matches()) {
      return Optional.empty();
    }
    byte[] address = IpAddress.bytes(literal.group(1));
    int bits = address.length * 8;
    // What is written as IPv6 counts its bits as IPv6, though it may mean an IPv4 address.
    int written = literal.group(1).indexOf(':') < 0 ? bits : 128;
    int given = literal.group(2) == null ? written : Integer.parseInt(literal.group(2));
    int prefixLength = given - written + bits;
    return address.length == 0 || given > written || prefixLength < 0
        ? Optional.empty()
        : Optional.of(new Network(masked(address, prefixLength), prefixLength));
  }

  /**
   * Whether an address lies in this block.
   *
   * @param client an IP address literal
   * @return false also for what is no address
   */
  public boolean contains(String client) {
    return parse(client).filter(this::contains).isPresent();
  }

  /**
   * Whether all of another block lies in this one.
   *
   * @param other any block
   * @return false for a block of the other address family
   */
  public boolean contains(Network other) {
    return other.address.length == address.length
        && other.prefixLength >= prefixLength
        && Arrays.equals(masked(other.address, prefixLength), address);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && prefixLength == network.prefixLength
        && Arrays.equals(address, network.address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) * 31 + prefixLength;
  }

  /** The block in CIDR notation, as it is stored and shown. */
  @Override
  public String toString() {
    try {
      String host = InetAddress.getByAddress(address).getHostAddress();
      return prefixLength == address.length * 8 ? host : host + "/" + prefixLength;
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("An address has 4 or 16 bytes", impossible);
    }
  }

  private static byte[] masked(byte[] address, int prefixLength) {
    byte[] result = address.clone();
    for (int i = 0; i < result.length; i++) {
      int kept = Math.max(0, Math.min(8, prefixLength - i * 8));
      result[i] &= (byte) (0xFF << (8 - kept));
    }
    return result;
  }
}
