package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

/** How it is answered that somebody is known and may not. */
final class PermissionAnswers {

  private static final String INSUFFICIENT_SCOPE = ", error=\"insufficient_scope\"";

  private PermissionAnswers() {}

  /** 403 with the one body there is, and a challenge that names what is missing (RFC 6750). */
  static void refused(Response response, String missing) {
    refusedWith(INSUFFICIENT_SCOPE + ", scope=\"" + missing + "\"", response);
  }

  /** The same where no scope would do: the challenge names none. */
  static void refusedWhateverTheScopes(Response response) {
    refusedWith(INSUFFICIENT_SCOPE, response);
  }

  private static void refusedWith(String error, Response response) {
    Expect.forbidden(response);
    assertThat(response.headers().getValues("WWW-Authenticate"))
        .containsExactly(Expect.challenge(error));
  }
}
