package dev.tokenward.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A question about a token, and who asks. Its {@link #toString} tells nothing. */
public final class ClientCall {

  private final TokenCaller caller;
  private final byte[] body;
  private final Optional<FormFields> form;

  ClientCall(TokenCaller caller, byte[] body, Optional<FormFields> form) {
    this.caller = caller;
    this.body = body;
    this.form = form;
  }

  /**
   * Who asks.
   *
   * @return {@link TokenCaller.Nobody} only on a route that takes nobody
   */
  public TokenCaller caller() {
    return caller;
  }

  /**
   * The parameters, on a route that takes a form.
   *
   * @return as they were sent; those of the caller's credentials are among them
   */
  public FormFields form() {
    return form.orElseThrow(() -> new IllegalStateException("This route takes no form"));
  }

  /**
   * The body, on a route that takes JSON.
   *
   * @return an object, in which numbers are text
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.MalformedBody} for what is no JSON object, has a key twice or
   *     is nested too deeply
   */
  public JsonNode json() {
    return BodyFormat.json(body);
  }

  @Override
  public String toString() {
    return "ClientCall[hidden]";
  }
}
