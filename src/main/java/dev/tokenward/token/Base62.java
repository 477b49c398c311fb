package dev.tokenward.token;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Base 62 with a fixed width: digits, upper case, lower case. Only letters and digits, so that a
 * double click selects a whole token and no shell or URL needs quoting.
 */
final class Base62 {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

  /** By character: the value of a digit, -1 for all else. */
  private static final byte[] VALUES = values();

  private Base62() {}

  static String encode(BigInteger number, int width) {
    char[] text = new char[width];
    BigInteger rest = number;
    for (int i = width - 1; i >= 0; i--) {
      BigInteger[] quotient = rest.divideAndRemainder(RADIX);
      text[i] = DIGITS.charAt(quotient[1].intValue());
      rest = quotient[0];
    }
    return new String(text);
  }

  static String encode(long number, int width) {
    char[] text = new char[width];
    long rest = number;
    for (int i = width - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(text);
  }

  /** Reads the digits from an index to the end; at most ten of them, all of them valid. */
  static long decode(String text, int from) {
    long number = 0;
    for (int i = from; i < text.length(); i++) {
      number = number * DIGITS.length() + VALUES[text.charAt(i)];
    }
    return number;
  }

  static boolean isDigit(char c) {
    return c < VALUES.length && VALUES[c] >= 0;
  }

  private static byte[] values() {
    byte[] values = new byte['z' + 1];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }
}
