package dev.tokenward.web.admin;

/** What a page says after something was done, named by a word in its address. */
final class Done {

  private Done() {}

  static String words(String done) {
    if (done.matches("revoked-[0-9]{1,9}")) {
      String count = done.substring("revoked-".length());
      return count.equals("1") ? "1 token was revoked." : count + " tokens were revoked.";
    }
    return switch (done) {
      case "revoked" -> "The token is revoked. It is refused from now on.";
      case "revoked-before" -> "The token was revoked before. Nothing was changed.";
      case "created" -> "The user is created.";
      case "changed" -> "The changes are saved. They count from the next request on.";
      case "enabled" -> "The user is enabled: they can sign in, and their tokens work.";
      case "disabled" -> "The user is disabled: they are signed out, and their tokens are refused.";
      case "password" -> "The password is changed. The user is signed out everywhere.";
      case "deleted" -> "The user is deleted, and all their tokens are revoked.";
      case "group-created" -> "The group is created.";
      case "group-deleted" -> "The group is deleted. Its members have lost what it granted.";
      case "policy" -> "The policy is saved. It counts from the next token on.";
      case "policy-removed" -> "The policy of the group is removed.";
      case "client-deleted" -> "The client is deleted, and none of its secrets counts any more.";
      case "secret-ended" -> "The secret has ended. It is refused from now on.";
      case "secret-ended-before" -> "The secret had ended before. Nothing was changed.";
      default -> "";
    };
  }
}
