package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Numbers as letters and digits, of a fixed width. */
class Base62Test {

  @Test
  void digitsComeBeforeCapitalsAndCapitalsBeforeSmallLetters() {
    assertThat(Base62.encode(9, 1)).isEqualTo("9");
    assertThat(Base62.encode(10, 1)).isEqualTo("A");
    assertThat(Base62.encode(35, 1)).isEqualTo("Z");
    assertThat(Base62.encode(36, 1)).isEqualTo("a");
    assertThat(Base62.encode(61, 1)).isEqualTo("z");
    assertThat(Base62.encode(62, 2)).isEqualTo("10");
  }

  @Test
  void smallNumbersAreFilledUpWithZeros() {
    assertThat(Base62.encode(0, 6)).isEqualTo("000000");
    assertThat(Base62.encode(BigInteger.ONE, 43)).isEqualTo("0".repeat(42) + "1");
  }

  @Test
  void sixDigitsHoldAnyCrc32AndFortyThreeHoldAny256Bits() {
    BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    assertThat(Base62.encode(0xFFFF_FFFFL, 6)).isEqualTo("4gfFC3");
    assertThat(Base62.encode(largest, 43)).isNotEqualTo(Base62.encode(BigInteger.ZERO, 43));
    assertThat(BigInteger.valueOf(62).pow(43)).isGreaterThan(largest);
  }

  @Test
  void bothKindsOfNumbersAreWrittenAlike() {
    assertThat(Base62.encode(BigInteger.valueOf(123_456_789), 6))
        .isEqualTo(Base62.encode(123_456_789L, 6));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (long number : new long[] {0, 1, 61, 62, 123_456_789, 0xFFFF_FFFFL}) {
      assertThat(Base62.decode("twd_" + Base62.encode(number, 6), 4)).isEqualTo(number);
    }
  }

  @Test
  void nothingButAsciiLettersAndDigitsIsADigit() {
    assertThat("09AZaz".chars().allMatch(c -> Base62.isDigit((char) c))).isTrue();
    assertThat("/:@[`{-_ é０\0".chars().noneMatch(c -> Base62.isDigit((char) c))).isTrue();
  }
}
