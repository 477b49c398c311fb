package dev.tokenward.user;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of one field: nothing (the field keeps its value), or a new value, which may
 * be null where the field may be empty.
 *
 * @param given whether the request names the field
 * @param value the new value; null also when the field is not named
 * @param <T> the type of the field
 */
public record Change<T>(boolean given, @Nullable T value) {

  /**
   * The request does not name the field.
   *
   * @return a change that changes nothing
   * @param <T> the type of the field
   */
  public static <T> Change<T> none() {
    return new Change<>(false, null);
  }

  /**
   * The request names the field.
   *
   * @param value the new value, or null to empty the field
   * @return the change
   * @param <T> the type of the field
   */
  public static <T> Change<T> to(@Nullable T value) {
    return new Change<>(true, value);
  }

  /**
   * The field afterwards, where it must not be empty.
   *
   * @param current its value before
   * @return the new value, or the current one when none was given
   */
  public T or(T current) {
    return value == null ? current : value;
  }

  /**
   * The field afterwards, where it may be empty.
   *
   * @param current its value before
   * @return the new value when the field is named, else the current one
   */
  public @Nullable T orNull(@Nullable T current) {
    return given ? value : current;
  }
}
