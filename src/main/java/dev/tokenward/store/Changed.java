package dev.tokenward.store;

import java.util.Optional;
import java.util.UUID;

/**
 * What the database tells of a change that can turn a yes into a no; the triggers of the migrations
 * write it.
 */
public sealed interface Changed {

  /**
   * A token was revoked, narrowed or deleted.
   *
   * @param digest its SHA-256 in lower-case hexadecimal digits
   */
  record Token(String digest) implements Changed {}

  /**
   * Anything about a user, or the groups they are in.
   *
   * @param id the user's number
   */
  record User(long id) implements Changed {}

  /**
   * The name of a user, which those they made show; {@link User} is told as well.
   *
   * @param id the user's number
   */
  record UserName(long id) implements Changed {}

  /**
   * Anything about a group.
   *
   * @param id the group's number
   */
  record Group(long id) implements Changed {}

  /**
   * Anything about a registered client, or its secrets.
   *
   * @param id the client's id
   */
  record Client(UUID id) implements Changed {}

  /** Nobody knows: changes may have been missed. */
  record Anything() implements Changed {}

  /**
   * Reads a notification.
   *
   * @param payload a letter and what changed
   * @return empty for what is no change, such as the feed's own test
   */
  static Optional<Changed> parse(String payload) {
    if (payload.isEmpty()) {
      return Optional.empty();
    }
    String what = payload.substring(1);
    return switch (payload.charAt(0)) {
      case 't' -> what.matches("[0-9a-f]{64}") ? Optional.of(new Token(what)) : anything();
      case 'u' -> isNumber(what) ? Optional.of(new User(Long.parseLong(what))) : anything();
      case 'n' -> isNumber(what) ? Optional.of(new UserName(Long.parseLong(what))) : anything();
      case 'g' -> isNumber(what) ? Optional.of(new Group(Long.parseLong(what))) : anything();
      case 'c' -> isId(what) ? Optional.of(new Client(UUID.fromString(what))) : anything();
      case '?' -> Optional.empty();
      default -> anything();
    };
  }

  /** A newer version may tell of what this one does not know: then nothing is certain. */
  private static Optional<Changed> anything() {
    return Optional.of(new Anything());
  }

  /** So many digits that a long holds every number of them. */
  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }

  /** As PostgreSQL writes a UUID. */
  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
