package dev.tokenward.web.admin;

import dev.tokenward.token.PolicyViolation;
import dev.tokenward.web.When;
import java.time.Instant;
import java.util.List;

/**
 * A part of the tokens that break a policy.
 *
 * @param rows the tokens of this part
 * @param total how many there are in all parts
 * @param typed what they were searched for
 * @param parts the other parts
 */
record ViolationsView(List<Row> rows, long total, Typed typed, Parts parts) {

  /**
   * A token that breaks a policy.
   *
   * @param id its id
   * @param name its name
   * @param preview prefix and last four characters
   * @param userId whose it is
   * @param owner their name
   * @param username their username
   * @param expires when it ends by itself
   * @param sentences what is wrong with it
   */
  record Row(
      String id,
      String name,
      String preview,
      long userId,
      String owner,
      String username,
      When expires,
      List<String> sentences) {

    static Row of(PolicyViolation violation, Instant now) {
      return new Row(
          violation.id().toString(),
          violation.name(),
          violation.preview(),
          violation.owner().id(),
          violation.owner().name(),
          violation.owner().username(),
          When.of(violation.expiresAt(), now),
          violation.breaches().stream().map(PolicyViolation.Breach::message).toList());
    }
  }
}
