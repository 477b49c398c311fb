package dev.tokenward.token;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token, as a key: what is stored of it and looked up for it. It lets nobody use
 * the token.
 *
 * @param first the first 8 of its 32 bytes, and so on
 */
public record TokenDigest(long first, long second, long third, long fourth) {

  private static final int BYTES = 32;

  /**
   * Takes over a digest.
   *
   * @param bytes exactly 32
   * @return the same as a value
   */
  public static TokenDigest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A SHA-256 has 32 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TokenDigest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /**
   * Reads a digest.
   *
   * @param hex 64 hexadecimal digits
   * @return the same as a value
   */
  public static TokenDigest ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /**
   * The digest as it is stored.
   *
   * @return 32 bytes, a new array
   */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /**
   * With every cached decision; what is generated for records costs much in a native executable.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenDigest digest
        && first == digest.first
        && second == digest.second
        && third == digest.third
        && fourth == digest.fourth;
  }

  /** The digest is random: its first bytes are as good a hash as any. */
  @Override
  public int hashCode() {
    return (int) first;
  }
}
