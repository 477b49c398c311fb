package dev.tokenward.web.admin;

import dev.tokenward.store.PageRequest;

/**
 * Which part of a list is shown, and where the parts beside it are.
 *
 * @param number which one, from 1
 * @param count how many there are
 * @param address what the addresses of all parts begin with
 */
record Parts(int number, int count, String address) {

  static final int ROWS = 25;

  private static final int LAST = 100_000;

  static Parts of(int number, long total, String path, Typed typed) {
    int count = (int) Math.max(1, Math.min(LAST, (total + ROWS - 1) / ROWS));
    return new Parts(number, count, path + "?" + typed.query() + "part=");
  }

  /** Reads the number of a part; what makes no sense means the first. */
  static int number(String text) {
    return text.matches("[1-9][0-9]{0,5}") ? Math.min(Integer.parseInt(text), LAST) : 1;
  }

  static PageRequest request(int number, String sort, boolean descending, String search) {
    return new PageRequest(ROWS, (number - 1) * ROWS, sort, descending, search);
  }

  public boolean hasBefore() {
    return number > 1;
  }

  public boolean hasAfter() {
    return number < count;
  }

  public int before() {
    return number - 1;
  }

  public int after() {
    return number + 1;
  }

  public boolean isOnlyOne() {
    return count == 1 && number == 1;
  }
}
