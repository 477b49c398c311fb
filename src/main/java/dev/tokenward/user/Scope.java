package dev.tokenward.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A word of the vocabulary of scopes.
 *
 * @param name as tokens, users and groups name it
 * @param kind what it is
 * @param description a sentence that says what it allows
 * @param registered false for what is built in
 * @param createdBy who registered it, where somebody did
 * @param createdAt when it was registered, if it was
 */
public record Scope(
    String name,
    Kind kind,
    String description,
    boolean registered,
    @Nullable Creator createdBy,
    @Nullable Instant createdAt) {

  /** What a scope is. */
  public enum Kind {
    /** A permission: users and groups can have it too. */
    KEY,
    /** All permissions of an area, also those that are registered later: for tokens only. */
    AREA
  }

  static Scope builtIn(String key, String description) {
    return new Scope(key, Kind.KEY, description, false, null, null);
  }

  static Scope area(String wholeArea, boolean registered) {
    String area = ScopeName.areaOf(wholeArea);
    String description = "Do everything that a permission of the area %s allows.".formatted(area);
    return new Scope(wholeArea, Kind.AREA, description, registered, null, null);
  }

  /**
   * The scope that includes this one and all others of its area.
   *
   * @return {@code area.*}
   */
  public String wholeArea() {
    return PermissionKey.wholeAreaOf(name);
  }
}
