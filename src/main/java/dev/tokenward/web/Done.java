package dev.tokenward.web;

/** What a page says after something was done, named by a word in its address. */
final class Done {

  private Done() {}

  static String words(String done) {
    return switch (done) {
      case "revoked" -> "The token is revoked. It is refused from now on.";
      case "revoked-before" -> "The token was revoked before. Nothing was changed.";
      case "password" -> "Your password is changed. You are signed out everywhere else.";
      case "password-tokens" ->
          "Your password is changed and all your tokens are revoked. You are signed out everywhere"
              + " else.";
      case "session" -> "That session has ended.";
      case "sessions" -> "You are signed out everywhere else.";
      default -> "";
    };
  }
}
