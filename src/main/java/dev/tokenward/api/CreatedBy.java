package dev.tokenward.api;

import dev.tokenward.user.Creator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who made something, as Snipe-IT shows it.
 *
 * @param id the user's number
 * @param name first and last name, escaped for HTML
 */
@RegisterForReflection
public record CreatedBy(long id, @Schema(examples = "Ada Admin") String name) {

  /**
   * Shows who made something.
   *
   * @param creator null where nobody is known
   * @return the same for an answer
   */
  public static @Nullable CreatedBy orNull(@Nullable Creator creator) {
    return creator == null ? null : new CreatedBy(creator.id(), Html.escape(creator.name()));
  }
}
