package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;
import java.util.List;

/**
 * The page that tells whose a token is.
 *
 * @param errors what is wrong with what was pasted
 * @param found what it is; empty before anything was
 */
record InspectView(FieldErrors errors, List<Found> found) {

  /**
   * A token that is one of ours.
   *
   * @param row the token and its owner
   * @param state whether it passes, in words
   * @param looks the name of the looks of that
   * @param permissions what it can do now
   */
  record Found(OwnedTokenRow row, String state, String looks, List<String> permissions) {}
}
