package dev.tokenward.web;

import java.util.List;

/**
 * Somebody's sessions.
 *
 * @param rows the one used last first
 */
record SessionsView(List<SessionRow> rows) {

  public boolean hasOthers() {
    return rows.size() > 1;
  }
}
