package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More new passwords at once than can be hashed: some have to come again, and none is a fault. */
@Alone
class UserFloodIT {

  private static final int CLIENTS = 150;

  @Test
  void isToldToComeAgain() {
    try (Service service =
        Service.builder()
            .env("TOKENWARD_PASSWORD_CHECKS", "1")
            .env("BCRYPT_ROUNDS", "8")
            .env("API_THROTTLE_PER_MINUTE", "0")
            .start()) {
      String token = Api.of(Target.of(service)).createToken("Flood");

      List<Response> answers = createManyAtOnce(service, token);

      assertThat(answers)
          .extracting(Response::statusCode)
          .contains(200, 503)
          .containsOnly(200, 503);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 503)
          .allSatisfy(
              answer -> {
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(Json.of(answer).get("status").asText()).isEqualTo("error");
              });
    }
  }

  private static List<Response> createManyAtOnce(Service service, String token) {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<CompletableFuture<Response>> calls =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> create(service, token), threads))
              .toList();
      return calls.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Response create(Service service, String token) {
    return Given.post(Api.of(service).withToken(token), Given.USERS, Given.newUser());
  }
}
