package dev.tokenward.audit;

import dev.tokenward.audit.ChainReport.Broken;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One walk along the chain, entry by entry. It remembers where it is and what was wrong first. */
final class ChainWalk {

  static final String PRUNED = "audit.pruned";

  private final ChainLink anchor;
  private final Optional<ChainLink> noted;
  private ChainLink place;
  private boolean anchorIsTold;
  private @Nullable Broken broken;

  /** A walk that begins behind what retention removed, and compares a place that was noted. */
  ChainWalk(ChainLink anchor, Optional<ChainLink> noted) {
    this.anchor = anchor;
    this.noted = noted;
    this.place = anchor;
    this.anchorIsTold = anchor.sequence() == 0;
    compareWithNoted(anchor, null);
  }

  /** Goes on to an entry, unless something was wrong before. */
  void step(AuditEntry entry) {
    if (broken != null) {
      return;
    }
    long expected = place.sequence() + 1;
    if (entry.sequence() != expected) {
      broken = new Broken(expected, null, missing(expected, entry.sequence() - 1));
    } else if (!place.hashOf(entry).equals(entry.hash())) {
      broken = new Broken(expected, entry.happenedAt(), changed(entry));
    } else {
      place = new ChainLink(entry.sequence(), entry.hash());
      compareWithNoted(place, entry);
      note(entry.action(), entry.details());
    }
  }

  /** Hears what an entry says about retention. */
  void note(String action, String details) {
    anchorIsTold |= action.equals(PRUNED) && tellsOfAnchor(details);
  }

  /** What was wrong first, once the last entry was seen; empty if nothing was. */
  Optional<Broken> end() {
    if (broken != null) {
      return Optional.of(broken);
    }
    if (noted.filter(known -> known.sequence() > place.sequence()).isPresent()) {
      return Optional.of(new Broken(place.sequence() + 1, null, truncated(noted.get())));
    }
    return anchorIsTold
        ? Optional.empty()
        : Optional.of(new Broken(anchor.sequence(), null, untold()));
  }

  ChainLink place() {
    return place;
  }

  boolean isOver() {
    return broken != null;
  }

  private void compareWithNoted(ChainLink here, @Nullable AuditEntry entry) {
    if (noted.filter(known -> known.sequence() == here.sequence()).isPresent()
        && !noted.get().hash().equals(here.hash())) {
      broken =
          new Broken(
              here.sequence(),
              entry == null ? null : entry.happenedAt(),
              "Entry %d does not have the hash that was noted: it, or something before it, was replaced."
                  .formatted(here.sequence()));
    }
  }

  private boolean tellsOfAnchor(String details) {
    try {
      JsonObject told = new JsonObject(details);
      return anchor.sequence() == told.getLong("to", -1L)
          && anchor.hash().equals(told.getString("hash"));
    } catch (DecodeException | ClassCastException unreadable) {
      return false;
    }
  }

  private static String missing(long first, long last) {
    return first == last
        ? "Entry %d is missing.".formatted(first)
        : "The entries %d to %d are missing.".formatted(first, last);
  }

  private static String changed(AuditEntry entry) {
    return "Entry %d (%s) is not what was sealed there: it was changed, moved or put in."
        .formatted(entry.sequence(), entry.action());
  }

  private String truncated(ChainLink known) {
    return "The log ends with entry %d, and entry %d was noted: what came last was removed."
        .formatted(place.sequence(), known.sequence());
  }

  private String untold() {
    return "The entries up to %d are not there, and no entry says that retention removed them."
        .formatted(anchor.sequence());
  }
}
