package dev.tokenward.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What one setting may be.
 *
 * @param property its name in MicroProfile Config; {@link #key} is the same in the environment
 * @param allowed what is right, as the end of the sentence "must be …"
 * @param secret whether the value must not be repeated in a message
 * @param accepts whether a given value is right
 */
record SettingRule(String property, String allowed, boolean secret, Predicate<String> accepts) {

  static SettingRule wholeNumber(String property, int least, int most, String unit) {
    String allowed = "a whole number%s from %d to %d".formatted(unit, least, most);
    return new SettingRule(property, allowed, false, value -> isWholeNumber(value, least, most));
  }

  static SettingRule oneOf(String property, String... values) {
    return new SettingRule(
        property, String.join(" or ", values), false, value -> List.of(values).contains(value));
  }

  /** The name in the environment and in {@code .env}. */
  String key() {
    return keyOf(property);
  }

  static String keyOf(String property) {
    return property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The one line that stops a start, for a value this rule does not accept. */
  String complaint(String value) {
    String shown = secret ? "not acceptable" : "\"" + printable(value) + "\"";
    return "%s is %s, but must be %s.".formatted(key(), shown, allowed);
  }

  private static String printable(String value) {
    String bounded = value.length() > 100 ? value.substring(0, 100) + "…" : value;
    return bounded.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/@]*@", "//…@");
  }

  private static boolean isWholeNumber(String value, int least, int most) {
    if (!value.matches("[0-9]{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    return number >= least && number <= most;
  }
}
