package dev.tokenward.asset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done with an asset. Numbers and labels are those of a new Snipe-IT. */
enum AssetStatus {
  PENDING(1, "Pending"),
  DEPLOYABLE(2, "Ready to Deploy"),
  ARCHIVED(3, "Archived");

  private final int id;
  private final String label;

  AssetStatus(int id, String label) {
    this.id = id;
    this.label = label;
  }

  int id() {
    return id;
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For programs and the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<AssetStatus> ofId(long id) {
    return Arrays.stream(values()).filter(status -> status.id == id).findAny();
  }

  static Optional<AssetStatus> ofWord(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findAny();
  }
}
