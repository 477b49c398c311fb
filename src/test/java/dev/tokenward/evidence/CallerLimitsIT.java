package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.evidence.RegisteredClients.Client;
import dev.tokenward.process.Alone;
import dev.tokenward.process.Api;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What services may ask about tokens in a minute, and who pays for it. */
@Alone
class CallerLimitsIT {

  private static final int OF_ADDRESSES = 20;
  private static final int OF_UNKNOWN = 5;
  private static final int OF_ITS_OWN = 7;

  private static Service service;
  private static Requests admin;
  private static Client client;
  private static Client limited;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", Integer.toString(OF_ADDRESSES))
            .env("TOKENWARD_CLIENT_UNKNOWN_PER_MINUTE", Integer.toString(OF_UNKNOWN))
            .start();
    admin = Requests.to(service);
    client = register("api");
    limited = register("limited", "--throttle-per-minute", Integer.toString(OF_ITS_OWN));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void withItsBudgetForUnknownTokensSpentAClientIsStillToldOfThoseThatCount() {
    String token = admin.makeToken("Counts").text();
    for (int i = 0; i < OF_UNKNOWN; i++) {
      assertThat(introspect(client, "junk").<Boolean>path("active")).isFalse();
    }

    Response exhausted = introspect(client, "junk");

    assertThat(exhausted.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(exhausted.header("Retry-After"))).isBetween(1, 60);
    assertThat(exhausted.<String>path("error")).isEqualTo("slow_down");
    assertThat(exhausted.header("X-RateLimit-Limit")).isEqualTo(Integer.toString(OF_UNKNOWN));
    assertThat(exhausted.header("X-RateLimit-Remaining")).isEqualTo("0");
    for (int i = 0; i < 3 * OF_ADDRESSES; i++) {
      assertThat(introspect(client, token).<Boolean>path("active")).isTrue();
    }
  }

  @Test
  void aClientMayHaveALimitOfItsOwn() {
    String token = admin.makeToken("Counts").text();
    Response first = introspect(limited, token);
    for (int i = 1; i < OF_ITS_OWN; i++) {
      introspect(limited, token);
    }

    assertThat(first.header("X-RateLimit-Limit")).isEqualTo(Integer.toString(OF_ITS_OWN));
    assertThat(introspect(limited, token).statusCode()).isEqualTo(429);
    assertThat(introspect(client, token).statusCode()).isEqualTo(200);
  }

  @Test
  void toBeAskedAboutSpendsNothingOfTheTokensOwnBudget() {
    Requests.Made token = admin.makeToken("Counts");
    for (int i = 0; i < 2 * OF_ADDRESSES; i++) {
      introspect(client, token.text());
    }

    assertThat(admin.statusOf(token)).isEqualTo(200);
  }

  @Test
  void whoGuessesSecretsIsPaidForByTheirAddress() {
    Client wrong = new Client(client.id(), "wrong", "");

    for (int i = 0; i < OF_ADDRESSES; i++) {
      assertThat(ask(from("127.0.0.91", wrong), "/oauth/introspect", "junk").statusCode())
          .isEqualTo(401);
    }

    assertThat(ask(from("127.0.0.91", wrong), "/oauth/introspect", "junk").statusCode())
        .isEqualTo(429);
    assertThat(introspect(client, admin.makeToken("Counts").text()).statusCode()).isEqualTo(200);
  }

  @Test
  void whoRevokesWithoutCredentialsIsPaidForByTheirAddress() {
    for (int i = 0; i < OF_ADDRESSES; i++) {
      assertThat(ask(anonymous(), "/oauth/revoke", "junk").statusCode()).isEqualTo(200);
    }

    Response exhausted = ask(anonymous(), "/oauth/revoke", "junk");

    assertThat(exhausted.statusCode()).isEqualTo(429);
    assertThat(exhausted.header("Retry-After")).isNotNull();
  }

  private static RequestSpecification anonymous() {
    return Api.of(service).anonymousFrom("127.0.0.92");
  }

  private static RequestSpecification from(String address, Client who) {
    return Api.of(service).withBasicFrom(address, who.id(), who.secret());
  }

  private static Response introspect(Client who, String token) {
    return ask(from("127.0.0.93", who), "/oauth/introspect", token);
  }

  private static Response ask(RequestSpecification caller, String path, String token) {
    return caller.contentType(ContentType.URLENC).formParams(Map.of("token", token)).post(path);
  }

  private static Client register(String name, String... options) {
    return RegisteredClients.register(service, name, options);
  }
}
