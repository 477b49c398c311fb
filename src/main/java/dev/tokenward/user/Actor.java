package dev.tokenward.user;

/**
 * Who asks for a change, with what they may do at this moment: a token may have less than its
 * owner.
 *
 * @param userId the person's number; 0 for the operator at the command line
 * @param rights what the credential in use may do
 */
public record Actor(long userId, Rights rights) {

  /** The operator of the service, at the command line: may do everything. */
  public static final Actor OPERATOR = new Actor(0, permission -> true);

  boolean isSuperuser() {
    return rights.areUnlimited();
  }

  boolean is(long otherUserId) {
    return userId == otherUserId;
  }
}
