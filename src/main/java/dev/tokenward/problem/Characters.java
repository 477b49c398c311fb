package dev.tokenward.problem;

/** Which characters nothing takes, whether it comes by HTTP or is typed. */
public final class Characters {

  private Characters() {}

  /**
   * Whether a character is a control character, or half of one, which has no bytes of its own and
   * which no database can store.
   *
   * @param codePoint any
   * @return false for all that can be read
   */
  public static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
