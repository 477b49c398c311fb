package dev.tokenward.web;

import java.util.List;

/**
 * What is around every page.
 *
 * @param base what precedes every path; empty, or without a slash at its end
 * @param styles the address of the style sheet
 * @param script the address of the script
 * @param name who is signed in; empty for nobody
 * @param form what the forms of the page carry; empty where nobody is signed in
 * @param account the pages about themself, as far as they may see them
 * @param administration the pages about everybody, as far as they may see them
 * @param status what was just done; empty for nothing
 */
public record Frame(
    String base,
    String styles,
    String script,
    String name,
    String form,
    List<Entry> account,
    List<Entry> administration,
    String status) {

  /**
   * A link to a page.
   *
   * @param path where it leads, below the base
   * @param name what it is called
   * @param current whether the page that is shown is that one, or one behind it
   */
  public record Entry(String path, String name, boolean current) {}

  /**
   * Where the name of the service leads.
   *
   * @return the first page that its reader may see
   */
  public String home() {
    return account.isEmpty() ? Return.HOME : account.get(0).path();
  }

  /**
   * Whether anybody is signed in.
   *
   * @return false for the pages that everybody sees
   */
  public boolean isSignedIn() {
    return !name.isEmpty();
  }
}
