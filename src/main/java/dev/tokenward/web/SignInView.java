package dev.tokenward.web;

/**
 * The page to sign in with.
 *
 * @param form what the form carries
 * @param next where to go then
 * @param username as it was typed before
 * @param error what was wrong; empty for nothing
 * @param url the public address of the service
 * @param ways how one may sign in
 */
record SignInView(
    String form, String next, String username, String error, String url, SignInWays ways) {

  public boolean isWrong() {
    return !error.isEmpty();
  }

  /** What leads to the provider, and from there to where one wanted to go. */
  public String providerPath() {
    return Return.withNext(OpenIdPages.PATH, next);
  }
}
