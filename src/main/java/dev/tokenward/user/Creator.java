package dev.tokenward.user;

import org.jspecify.annotations.Nullable;

/**
 * Who made a user, a group, a scope or a token.
 *
 * @param id the user's number
 * @param name first and last name, as they are now
 */
public record Creator(long id, String name) {

  /** SQL for the name of whom the column {@code created_by} refers to. */
  public static final String NAME =
      "(select concat_ws(' ', c.first_name, c.last_name) from users c where c.id = created_by)";

  /**
   * What two columns say.
   *
   * @param id the user's number, if there is one
   * @param name what {@link #NAME} gives
   * @return null where nobody is known
   */
  public static @Nullable Creator orNull(@Nullable Long id, @Nullable String name) {
    return id == null || name == null ? null : new Creator(id, name);
  }
}
