package dev.tokenward.token;

import dev.tokenward.config.TokenwardSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a token looks like: a prefix that names this service, an underscore, 43 base62 characters
 * that carry 256 bits from {@link SecureRandom}, and 6 base62 characters that are the CRC-32 of all
 * that precedes. The checksum makes a mistyped or made-up token recognisable without any look-up,
 * and lets secret scanners tell a token from a string that only looks like one.
 */
@Singleton
public final class TokenFormat {

  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int LONGEST_PREFIX = 16;
  private static final int BODY_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;

  private final List<String> knownPrefixes;
  private final SecureRandom random = new SecureRandom();

  @Inject
  TokenFormat(TokenwardSettings settings) {
    this(settings.token().prefix(), settings.token().formerPrefixes().orElse(List.of()));
  }

  TokenFormat(String prefix, List<String> formerPrefixes) {
    this.knownPrefixes =
        Stream.concat(Stream.of(prefix), formerPrefixes.stream())
            .map(known -> known + "_")
            .distinct()
            .toList();
  }

  /**
   * The same look for secrets that are no tokens of people.
   *
   * @param prefix what they begin with, without the underscore
   * @return a format of its own
   */
  public static TokenFormat withPrefix(String prefix) {
    return new TokenFormat(prefix, List.of());
  }

  /**
   * Makes a new token.
   *
   * @return a token nobody has seen
   */
  public TokenSecret generate() {
    return generate(null);
  }

  /**
   * Makes a new token with a prefix that a policy chose.
   *
   * @param wanted without the underscore; null for the one of the settings, which is also taken
   *     when this process would not recognise the wanted one, so that no token is dead from the
   *     start
   * @return a token nobody has seen
   */
  TokenSecret generate(@Nullable String wanted) {
    BigInteger number = new BigInteger(RANDOM_BITS, random);
    String unchecked = chosen(wanted) + "_" + Base62.encode(number, RANDOM_LENGTH);
    return new TokenSecret(unchecked + checksum(unchecked));
  }

  /** The prefix that a new token gets when a policy wants this one; without the underscore. */
  String chosen(@Nullable String wanted) {
    return wanted != null && recognises(wanted) ? wanted : prefixes().get(0);
  }

  /** Whether tokens may begin with a prefix, without its underscore. */
  boolean recognises(String prefix) {
    return prefixes().contains(prefix);
  }

  /** All prefixes that tokens may begin with, that of the settings first; without underscores. */
  List<String> prefixes() {
    return knownPrefixes.stream().map(known -> known.substring(0, known.length() - 1)).toList();
  }

  /**
   * Reads what a client presents as a token. Costs no I/O and does not allocate for what is
   * obviously something else.
   *
   * @param presented any text, of any length
   * @return the token, or empty when it can't be one of ours: another prefix, length or alphabet,
   *     or a checksum that does not fit
   */
  public Optional<TokenSecret> parse(String presented) {
    return isWellFormed(presented) ? Optional.of(new TokenSecret(presented)) : Optional.empty();
  }

  /**
   * The same question, for those who need only yes or no.
   *
   * @param presented any text, of any length
   * @return whether {@link #parse} reads it
   */
  public boolean isWellFormed(String presented) {
    for (String known : knownPrefixes) {
      if (presented.length() == known.length() + BODY_LENGTH && presented.startsWith(known)) {
        return isWellFormed(presented, known.length());
      }
    }
    return false;
  }

  /**
   * Whether a text looks like a token with any prefix, so that it was made by this service at some
   * time or by who knows how.
   *
   * @param presented any text, of any length
   * @return false for what can't have been made here, which takes no look-up to say
   */
  public static boolean hasChecksum(String presented) {
    int bodyStart = presented.length() - BODY_LENGTH;
    return bodyStart > 1
        && bodyStart <= LONGEST_PREFIX + 1
        && presented.charAt(bodyStart - 1) == '_'
        && isWellFormed(presented, bodyStart);
  }

  private static boolean isWellFormed(String presented, int bodyStart) {
    for (int i = bodyStart; i < presented.length(); i++) {
      if (!Base62.isDigit(presented.charAt(i))) {
        return false;
      }
    }
    byte[] text = presented.getBytes(StandardCharsets.US_ASCII);
    int checksumStart = text.length - CHECKSUM_LENGTH;
    return crc(text, checksumStart) == Base62.decode(presented, checksumStart);
  }

  private static String checksum(String unchecked) {
    byte[] text = unchecked.getBytes(StandardCharsets.US_ASCII);
    return Base62.encode(crc(text, text.length), CHECKSUM_LENGTH);
  }

  private static long crc(byte[] text, int length) {
    CRC32 crc = new CRC32();
    crc.update(text, 0, length);
    return crc.getValue();
  }
}
