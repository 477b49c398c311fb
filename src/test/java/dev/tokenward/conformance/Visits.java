package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** People with a browser, and what a page says to them. */
final class Visits {

  static final String SESSION = "tokenward_session";
  static final String MY_TOKENS = "/account/api";
  static final String NEW_TOKEN = "/account/api/new";

  private static final AtomicInteger GUESSERS = new AtomicInteger();

  private Visits() {}

  static WebClient browser() {
    return WebClient.of(Target.shared());
  }

  /** A browser at an address from which nobody has given a wrong password yet. */
  static WebClient guesser() {
    int number = GUESSERS.incrementAndGet();
    return WebClient.from(
        "127.56.%d.%d".formatted(number / 250, 1 + number % 250), Target.shared());
  }

  static WebClient as(Given.Person person) {
    return WebClient.signedIn(Target.shared(), person.username(), person.password());
  }

  /** Somebody who may have tokens. */
  static Given.Person owner() {
    return Given.person("self.api");
  }

  /** Somebody who may do everything. */
  static Given.Person superuser() {
    return Given.person("superuser");
  }

  static Map<String, Object> newToken(String name) {
    return Map.of("name", name, "expiry", "30", "rights", "all");
  }

  static void page(Response answer, int status, String heading) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString()).contains(">" + heading + "<");
  }

  static void redirect(Response answer, String path) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo(path);
  }
}
