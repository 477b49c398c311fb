package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Target;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers that every answer has, whatever its status. */
class HeaderSafetyIT {

  static Stream<Named<Supplier<Response>>> answers() {
    return Stream.of(
        Named.of("200", () -> Given.admin().get(Given.ME)),
        Named.of("200 with a token", () -> Given.post(Given.admin(), Given.TOKENS, Map.of())),
        Named.of("200 elsewhere", () -> Given.anonymous().get("/health")),
        Named.of("200 page", () -> Given.anonymous().accept("text/html").get("/login")),
        Named.of("204", HeaderSafetyIT::deleted),
        Named.of("302", () -> Given.anonymous().accept("text/html").get(Given.ME)),
        Named.of("400", () -> Given.admin().get(Given.ME + "?access_token=x")),
        Named.of("401", () -> Given.anonymous().get(Given.ME)),
        Named.of("403", () -> Given.as(Given.person()).get(Given.TOKENS)),
        Named.of("404", () -> Given.admin().get("/api/v1/nothing")),
        Named.of("404 empty", () -> Given.admin().delete(Given.TOKENS + "/nothing")),
        Named.of("404 elsewhere", () -> Given.anonymous().get("/nothing")),
        Named.of("405", () -> Given.admin().put(Given.TOKENS)),
        Named.of("413", () -> Given.post(Given.admin(), Given.TOKENS, "x".repeat(66_000))),
        Named.of("415", () -> Given.admin().contentType("text/plain").body("x").post(Given.TOKENS)),
        Named.of("422", () -> Given.post(Given.admin(), Given.TOKENS, "{")),
        Named.of("OPTIONS", () -> Given.anonymous().options(Given.ME)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void nothingIsEverCached(Supplier<Response> request) {
    Response answer = request.get();

    assertThat(answer.header("Cache-Control"))
        .isEqualTo("max-age=0, must-revalidate, no-cache, no-store, private");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void browsersAreToldToKeepOut(Supplier<Response> request) {
    Response answer = request.get();

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void nothingTellsWhatTheServiceIsMadeOf(Supplier<Response> request) {
    Response answer = request.get();

    assertThat(answer.headers().asList())
        .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
        .doesNotContain("server", "x-powered-by");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void nothingButAPageSetsACookie(Supplier<Response> request) {
    Response answer = request.get();

    assertThat(answer.getCookies().keySet())
        .isSubsetOf(
            answer.contentType().startsWith("text/html") ? Set.of("tokenward_form") : Set.of());
  }

  @Test
  void aMalformedAddressIsNoWayAroundThem() {
    Wire.Reply reply = Wire.send(Target.shared(), "GET /%zz HTTP/1.1");

    assertThat(reply.values("Cache-Control")).first().asString().contains("no-store");
    assertThat(reply.values("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void probesAreNotCachedEither() {
    Response answer = Given.anonymous().get("/q/health/ready");

    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  private static Response deleted() {
    String id = Given.token(Map.of("name", "To be deleted")).id();
    return Given.admin().delete(Given.TOKENS + "/" + id);
  }
}
