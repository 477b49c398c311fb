package dev.tokenward.web.admin;

import java.util.List;

/**
 * A part of the clients.
 *
 * @param rows the clients of this part
 * @param total how many there are in all parts
 * @param typed what they were searched for
 * @param parts the other parts
 */
record ClientsView(List<ClientRow> rows, long total, Typed typed, Parts parts) {

  /** Whether there is no client at all. */
  public boolean isNone() {
    return total == 0 && typed.isEmpty();
  }
}
