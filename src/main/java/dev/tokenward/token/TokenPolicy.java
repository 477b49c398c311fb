package dev.tokenward.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What administrators demand of tokens. What is absent or false demands nothing.
 *
 * @param creation who may have new tokens
 * @param maxLifeDays the longest life, in days of 24 hours, 1 to {@link #MOST_DAYS}; null for the
 *     longest that the settings allow
 * @param expiryRequired whether an expiry must be asked for
 * @param scopesRequired whether a token must have scopes
 * @param nameRequired whether a token must have a name other than the default one
 * @param nameUnique whether no two live tokens of one user may have the same name, in any case
 * @param maxTokens how many live tokens a user may have, 1 to {@link #MOST_TOKENS}; null for any
 *     number
 * @param prefix what new tokens begin with, one of the recognised prefixes; null for the one of the
 *     settings
 */
public record TokenPolicy(
    Creation creation,
    @Nullable Integer maxLifeDays,
    boolean expiryRequired,
    boolean scopesRequired,
    boolean nameRequired,
    boolean nameUnique,
    @Nullable Integer maxTokens,
    @Nullable String prefix) {

  /** The longest life that can be demanded: 100 years, as long as the settings can allow. */
  public static final int MOST_DAYS = 36_525;

  /** The largest number of tokens that can be demanded. */
  public static final int MOST_TOKENS = 100_000;

  /** Nothing is demanded. */
  public static final TokenPolicy NONE =
      new TokenPolicy(Creation.EVERYONE, null, false, false, false, false, null, null);

  /** Who may have new tokens. */
  public enum Creation {
    /** Whoever has the permission {@code self.api}. */
    EVERYONE,
    /** Only those of them who have the permission {@code admin}. */
    ADMINISTRATORS,
    /** Nobody: there are only the tokens there are. */
    NOBODY;

    /**
     * The word for it, as it is stored and shown.
     *
     * @return in lower case
     */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the word.
     *
     * @param key any text
     * @return what it means; empty for another word
     */
    public static Optional<Creation> of(String key) {
      return Arrays.stream(values()).filter(one -> one.key().equals(key)).findAny();
    }
  }

  /** Whether it matters which tokens the user has at the moment. */
  boolean counts() {
    return nameUnique || maxTokens != null;
  }
}
