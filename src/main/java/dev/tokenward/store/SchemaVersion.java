package dev.tokenward.store;

/** The schema that this code needs. */
final class SchemaVersion {

  /** The version of the newest file in {@code db/migration}; a test holds the two together. */
  static final String NEEDED = "17";

  private SchemaVersion() {}
}
