package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Api;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MAX_RESULTS: how many rows a list has at most, and unless it is asked for fewer. */
class ListMaximumIT {

  private static Service service;
  private static String token;

  @BeforeAll
  static void start() {
    service = Service.builder().env("MAX_RESULTS", "2").start();
    token = Api.of(Target.of(service)).createToken("Lists");
    for (int i = 0; i < 3; i++) {
      Json.payload(Given.post(admin(), Given.USERS, Given.newUser()));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static RequestSpecification admin() {
    return Api.of(service).withToken(token);
  }

  private static JsonNode users(Map<String, ?> query) {
    return Json.of(admin().queryParams(query).get(Given.USERS));
  }

  @Test
  void isTheDefault() {
    JsonNode list = users(Map.of());

    assertThat(list.get("rows")).hasSize(2);
    assertThat(list.get("per_page").asInt()).isEqualTo(2);
    assertThat(list.get("total").asInt()).isEqualTo(4);
    assertThat(list.get("total_pages").asInt()).isEqualTo(2);
  }

  @Test
  void isTheCeiling() {
    JsonNode list = users(Map.of("limit", 100));

    assertThat(list.get("rows")).hasSize(2);
    assertThat(list.get("per_page").asInt()).isEqualTo(2);
  }

  @Test
  void leavesSmallerLimitsAlone() {
    assertThat(users(Map.of("limit", 1)).get("rows")).hasSize(1);
  }

  @Test
  void cutsTheAssetsOfOneSerialNumberToo() {
    for (int i = 0; i < 3; i++) {
      Json.payload(Given.post(admin(), Given.HARDWARE, Map.of("model", "x", "serial", "S")));
    }

    JsonNode found = Json.of(admin().get(Given.HARDWARE + "/byserial/S"));

    assertThat(found.get("total").asInt()).isEqualTo(3);
    assertThat(found.get("rows")).hasSize(2);
  }

  @Test
  void cutsTheWayToTheNextPage() {
    String next = users(Map.of("limit", 100)).get("next_page_url").asText();

    JsonNode second = Json.of(admin().urlEncodingEnabled(false).get(URI.create(next)));

    assertThat(second.get("rows")).hasSize(2);
    assertThat(second.get("current_page").asInt()).isEqualTo(2);
    assertThat(second.get("next_page_url").isNull()).isTrue();
  }
}
