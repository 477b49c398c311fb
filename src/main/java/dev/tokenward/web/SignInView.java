package dev.tokenward.web;

/**
 * The page to sign in with.
 *
 * @param form what the form carries
 * @param next where to go then
 * @param username as it was typed before
 * @param error what was wrong; empty for nothing
 * @param url the public address of the service
 */
record SignInView(String form, String next, String username, String error, String url) {

  public boolean isWrong() {
    return !error.isEmpty();
  }
}
