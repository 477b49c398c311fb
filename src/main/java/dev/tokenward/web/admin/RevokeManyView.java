package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;
import java.util.ArrayList;
import java.util.List;

/**
 * The page to revoke many tokens with: first which, then whether.
 *
 * @param typed which
 * @param errors what is wrong with that
 * @param question how many can still be used; negative as long as nothing is asked
 */
record RevokeManyView(Typed typed, FieldErrors errors, long question) {

  static final long NO_QUESTION = -1;

  public boolean isQuestion() {
    return question >= 0;
  }

  /** Which ones, in words that begin after "tokens". */
  public String words() {
    List<String> words = new ArrayList<>();
    words.add(said("owner", "of the user %s", "of everybody"));
    words.add(said("created_before", "made before %s", ""));
    words.add(said("unused_since", "not used since %s", ""));
    words.removeIf(String::isEmpty);
    return String.join(", ", words);
  }

  private String said(String field, String words, String otherwise) {
    return typed.value(field).isEmpty() ? otherwise : words.formatted(typed.value(field));
  }
}
