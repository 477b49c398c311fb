package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Snipe-IT's standard answer.
 *
 * @param status always {@code success} here; errors are made in {@code dev.tokenward.http}
 * @param messages a sentence, or null
 * @param payload what was asked for, or null
 * @param <T> the type of the payload
 */
@RegisterForReflection
@JsonPropertyOrder({"status", "messages", "payload"})
public record Envelope<T>(
    @Schema(examples = "success") String status, @Nullable String messages, @Nullable T payload) {

  static <T> Envelope<T> of(T payload) {
    return new Envelope<>("success", null, payload);
  }

  /**
   * A success that says something.
   *
   * @param message a sentence
   * @param payload what it is about, or null
   * @return the envelope
   * @param <T> the type of the payload
   */
  public static <T> Envelope<T> of(String message, @Nullable T payload) {
    return new Envelope<>("success", message, payload);
  }
}
