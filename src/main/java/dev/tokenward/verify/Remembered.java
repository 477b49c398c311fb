package dev.tokenward.verify;

import dev.tokenward.user.Profile;
import dev.tokenward.verify.TokenLookup.Found;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the store said of a token. */
sealed interface Remembered {

  /** The one answer for all tokens that were never issued. */
  Unknown UNKNOWN = new Unknown();

  /** No such token was ever issued. */
  record Unknown() implements Remembered {}

  /**
   * An issued token, usable or not.
   *
   * @param found what is stored
   * @param owner shared by all tokens of the user
   * @param allowed the decision for a use that nothing speaks against, made once
   */
  record Known(Found found, Owner owner, Decision.Allowed allowed) implements Remembered {

    /** Of one entry with an ordinary user, without the texts; measured with 100,000 of them. */
    private static final int WITHOUT_TEXTS = 900;

    private static final int PER_PERMISSION = 100;
    private static final int PER_GROUP = 300;

    Known(Found found, Owner owner) {
      this(found, owner, new Decision.Allowed(found.principal()));
    }

    /** How much memory this takes, roughly and rather too much. */
    int estimatedBytes() {
      Profile profile = found.principal().profile();
      int permissions =
          profile.permissions().values().size()
              + profile.groups().stream().mapToInt(g -> g.permissions().values().size()).sum();
      int restrictions =
          found.principal().token().stream().mapToInt(token -> token.restriction().size()).sum();
      return WITHOUT_TEXTS
          + 2 * textLength(profile)
          + 2 * found.principal().token().map(token -> token.name().length()).orElse(0)
          + PER_PERMISSION * (permissions + restrictions)
          + PER_GROUP * profile.groups().size();
    }

    private static int textLength(Profile profile) {
      return Stream.of(
              profile.username(),
              profile.firstName(),
              profile.lastName(),
              profile.email(),
              profile.employeeNum(),
              profile.jobtitle(),
              profile.phone(),
              profile.notes())
          .mapToInt(Known::lengthOf)
          .sum();
    }

    private static int lengthOf(@Nullable String text) {
      return text == null ? 0 : text.length();
    }
  }
}
