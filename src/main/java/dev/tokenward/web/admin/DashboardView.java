package dev.tokenward.web.admin;

import dev.tokenward.token.TokenNumbers;
import dev.tokenward.web.When;
import java.time.LocalDate;
import java.util.List;

/**
 * How things are.
 *
 * @param tokens how many there are
 * @param soon the day before which tokens end within a week
 * @param later the day before which tokens end within a month
 * @param unusedSince the day since which a token is not used that is forgotten perhaps
 * @param started when this replica did
 * @param refusals what it refused since, by reason
 * @param passwords how many passwords it refused since
 * @param undecided what it could not decide about
 * @param limited what was too much
 * @param lag how late it hears of a revocation
 * @param proof how old the proof of that is
 */
record DashboardView(
    TokenNumbers tokens,
    LocalDate soon,
    LocalDate later,
    LocalDate unusedSince,
    When started,
    List<ReplicaNumbers.Count> refusals,
    long passwords,
    long undecided,
    long limited,
    String lag,
    String proof) {

  public long refused() {
    return refusals.stream().mapToLong(ReplicaNumbers.Count::count).sum();
  }

  public boolean isProven() {
    return !proof.isEmpty();
  }
}
