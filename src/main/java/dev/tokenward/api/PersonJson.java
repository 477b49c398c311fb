package dev.tokenward.api;

import dev.tokenward.user.Creator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody, as tokens and scopes name them: unlike in Snipe-IT's objects nothing is escaped. */
@RegisterForReflection
@Schema(name = "Person")
record PersonJson(long id, @Schema(examples = "Ada Admin") String name) {

  static @Nullable PersonJson orNull(@Nullable Creator person) {
    return person == null ? null : new PersonJson(person.id(), person.name());
  }
}
