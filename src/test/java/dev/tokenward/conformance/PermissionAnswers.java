package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

/** How the lack of a permission is answered. */
final class PermissionAnswers {

  private static final String INSUFFICIENT_SCOPE =
      "Bearer realm=\"tokenward\", error=\"insufficient_scope\"";

  private PermissionAnswers() {}

  /** 403 with the one body there is, and the challenge of RFC 6750 section 3.1. */
  static void refused(Response response) {
    Expect.forbidden(response);
    assertThat(response.headers().getValues("WWW-Authenticate"))
        .containsExactly(INSUFFICIENT_SCOPE);
  }
}
