package dev.tokenward.process;

/** A recipe of {@code deploy/gateways}, in which a test replaces what a reader replaces too. */
final class Recipe {

  private Recipe() {}

  /** What is not there to be replaced would leave the recipe as it is, and another one tested. */
  static String replaced(String text, String old, String fresh) {
    if (!text.contains(old)) {
      throw new IllegalStateException("The recipe has no " + old);
    }
    return text.replace(old, fresh);
  }
}
