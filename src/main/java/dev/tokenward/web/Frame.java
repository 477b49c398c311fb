package dev.tokenward.web;

/**
 * What is around every page.
 *
 * @param base what precedes every path; empty, or without a slash at its end
 * @param styles the address of the style sheet
 * @param script the address of the script
 * @param name who is signed in; empty for nobody
 * @param form what the forms of the page carry; empty where nobody is signed in
 * @param tokens whether they may have tokens
 * @param status what was just done; empty for nothing
 */
record Frame(
    String base,
    String styles,
    String script,
    String name,
    String form,
    boolean tokens,
    String status) {

  public boolean isSignedIn() {
    return !name.isEmpty();
  }
}
