package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tokenward.audit.AuditEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log, as it was sealed: nothing in it is escaped or shortened. */
@RegisterForReflection
@Schema(name = "AuditEntry")
@JsonPropertyOrder({
  "sequence",
  "happened_at",
  "action",
  "outcome",
  "actor",
  "target",
  "details",
  "hash"
})
record AuditEntryJson(
    @Schema(description = "Its number, from 1 without gaps", examples = "4711") long sequence,
    @JsonProperty("happened_at") @Schema(examples = "2026-11-24T09:15:00.123456Z")
        String happenedAt,
    @Schema(description = "What was done", examples = "token.revoked") String action,
    @Schema(enumeration = {"done", "refused"}) String outcome,
    Actor actor,
    Target target,
    @JsonRawValue
        @Schema(
            type = SchemaType.OBJECT,
            description = "What a new thing has, or from what to what its values changed")
        String details,
    @Schema(
            description = "SHA-256 of the hash before and of this entry, in hexadecimal digits",
            examples = "9ce70361e422196a2ea06b6482768a0364bc21dcce3387fc469b71e75a208c9d")
        String hash) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static AuditEntryJson of(AuditEntry entry) {
    return new AuditEntryJson(
        entry.sequence(),
        moment(entry.happenedAt()),
        entry.action(),
        entry.outcome(),
        Actor.of(entry),
        Target.of(entry),
        entry.details(),
        entry.hash());
  }

  /** In microseconds, as the hash counts it. */
  private static String moment(Instant happenedAt) {
    return MOMENT.format(happenedAt);
  }

  /** Who did it. */
  @RegisterForReflection
  @Schema(name = "AuditActor")
  @JsonPropertyOrder({"kind", "id", "name", "credential", "address"})
  record Actor(
      @Schema(
              description =
                  "database is whoever came around the service, by the name of their database user",
              enumeration = {
                "user",
                "client",
                "nobody",
                "provider",
                "operator",
                "service",
                "database"
              })
          String kind,
      @Schema(description = "The number of a user, or the id of a client", examples = "1")
          @Nullable String id,
      @Schema(description = "What they were called at that moment", examples = "ada")
          @Nullable String name,
      @Schema(
              description = "What they showed",
              examples = "token 9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d")
          @Nullable String credential,
      @Schema(description = "Where the request came from", examples = "203.0.113.7")
          @Nullable String address) {

    static Actor of(AuditEntry entry) {
      return new Actor(
          entry.actorKind(),
          entry.actorId(),
          entry.actorName(),
          entry.credential(),
          entry.address());
    }
  }

  /** What it was done to. */
  @RegisterForReflection
  @Schema(name = "AuditTarget")
  @JsonPropertyOrder({"type", "id", "name", "user_id"})
  record Target(
      @Schema(examples = "token") @Nullable String type,
      @Schema(examples = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d") @Nullable String id,
      @Schema(description = "What it was called", examples = "Backup") @Nullable String name,
      @JsonProperty("user_id") @Schema(description = "Whose it is", examples = "1")
          @Nullable Long userId) {

    static Target of(AuditEntry entry) {
      return new Target(entry.targetType(), entry.targetId(), entry.targetName(), entry.userId());
    }
  }
}
