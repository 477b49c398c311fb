package dev.tokenward.token;

import java.math.BigInteger;

/**
 * Base 62 with a fixed width: digits, upper case, lower case. Only letters and digits, so that a
 * double click selects a whole token and no shell or URL needs quoting.
 */
final class Base62 {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

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
      number = number * DIGITS.length() + valueOf(text.charAt(i));
    }
    return number;
  }

  private static int valueOf(char digit) {
    if (digit <= '9') {
      return digit - '0';
    }
    return digit <= 'Z' ? digit - 'A' + 10 : digit - 'a' + 36;
  }

  static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
