package dev.tokenward.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the chain: an entry's number and its hash. Written a second time in the migration, in
 * SQL, which seals; this one checks.
 *
 * @param sequence 0 before the first entry
 * @param hash 64 hexadecimal digits in lower case
 */
public record ChainLink(long sequence, String hash) {

  /** What the first entry hangs on. */
  static final ChainLink START = new ChainLink(0, "00".repeat(32));

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The hash that an entry must have which follows this place. */
  String hashOf(AuditEntry entry) {
    MessageDigest digest = sha256();
    digest.update(HexFormat.of().parseHex(hash));
    digest.update(text(entry).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String text(AuditEntry entry) {
    return Stream.of(
            field(Long.toString(entry.sequence())),
            field(MOMENT.format(entry.happenedAt())),
            field(entry.action()),
            field(entry.outcome()),
            field(entry.actorKind()),
            field(entry.actorId()),
            field(entry.actorName()),
            field(entry.credential()),
            field(entry.address()),
            field(entry.targetType()),
            field(entry.targetId()),
            field(entry.targetName()),
            field(entry.userId() == null ? null : entry.userId().toString()),
            field(entry.details()))
        .collect(Collectors.joining("\n"));
  }

  /** With its length in bytes, so that no two entries have the same text. */
  private static String field(@Nullable String value) {
    return value == null ? "-" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
