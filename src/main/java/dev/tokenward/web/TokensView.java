package dev.tokenward.web;

import java.util.List;

/**
 * A part of somebody's tokens.
 *
 * @param rows the tokens of this part
 * @param total how many there are in all parts
 * @param search what they were searched for; empty for nothing
 * @param withEnded whether expired and revoked ones are among them
 * @param number which part this is, from 1
 * @param parts how many parts there are
 * @param url the public address of the API
 */
record TokensView(
    List<TokenRow> rows,
    long total,
    String search,
    boolean withEnded,
    int number,
    int parts,
    String url) {

  /** How many tokens are too many to look through. */
  private static final int MANY = 10;

  public boolean isSearchable() {
    return total > MANY || isSearched();
  }

  public boolean isSearched() {
    return !search.isEmpty();
  }

  public boolean hasBefore() {
    return number > 1;
  }

  public boolean hasAfter() {
    return number < parts;
  }

  public int before() {
    return number - 1;
  }

  public int after() {
    return number + 1;
  }

  public boolean isInParts() {
    return parts > 1;
  }

  /** What the addresses of other parts have in common. */
  public String query() {
    String kept = isSearched() ? "q=" + Addresses.encoded(search) + "&" : "";
    return kept + (withEnded ? "show=all&" : "");
  }
}
