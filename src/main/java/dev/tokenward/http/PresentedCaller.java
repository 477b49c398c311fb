package dev.tokenward.http;

import dev.tokenward.client.ClientCredentials;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.TokenSecret;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a request about a token brings to show who asks. */
sealed interface PresentedCaller {

  /** Nothing. */
  record None() implements PresentedCaller {}

  /**
   * More than one way at once, so that it is open which of them counts.
   *
   * @param sentence for who asks
   */
  record Ambiguous(String sentence) implements PresentedCaller {}

  /** Something that can't be anybody. */
  record Unreadable() implements PresentedCaller {}

  /** The id and a secret of a client (RFC 6749 section 2.3.1). */
  record Client(ClientCredentials credentials) implements PresentedCaller {}

  /** A token of the caller's own (RFC 6750). */
  record Bearer(String token) implements PresentedCaller {
    @Override
    public String toString() {
      return "Bearer[hidden]";
    }
  }

  /**
   * Reads it.
   *
   * @param request with at most one Authorization header
   * @param form the parameters, where the route takes a form
   * @return what there is
   */
  static PresentedCaller read(HttpServerRequest request, Optional<FormFields> form) {
    PresentedCaller inHeader = inHeader(AuthorizationHeader.of(request));
    Optional<String> secret = form.flatMap(fields -> fields.value("client_secret"));
    if (secret.isEmpty()) {
      return inHeader;
    }
    if (!(inHeader instanceof None)) {
      return new Ambiguous(
          "Send the client's secret in one way only: in the Authorization header or in the body.");
    }
    return form.flatMap(fields -> fields.value("client_id"))
        .map(id -> client(id, secret.get()))
        .orElseGet(Unreadable::new);
  }

  private static PresentedCaller inHeader(AuthorizationHeader header) {
    if (header instanceof AuthorizationHeader.Ambiguous) {
      return new Ambiguous(BearerAuthenticationMechanism.ambiguous().message());
    }
    if (header instanceof AuthorizationHeader.Bearer bearer) {
      return new Bearer(bearer.token());
    }
    if (header instanceof AuthorizationHeader.Basic basic) {
      return decoded(basic);
    }
    return header instanceof AuthorizationHeader.MalformedBasic ? new Unreadable() : new None();
  }

  /** Both halves are encoded as in a form before they are joined; clients do it in two ways. */
  private static PresentedCaller decoded(AuthorizationHeader.Basic basic) {
    try {
      return client(
          BodyFormat.decoded(basic.username()), BodyFormat.decoded(basic.password().text()));
    } catch (ProblemException notEncoded) {
      return new Unreadable();
    }
  }

  private static PresentedCaller client(String id, String secret) {
    return new Client(new ClientCredentials(id, new TokenSecret(secret)));
  }
}
