package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vocabulary: every key of Snipe-IT's can be stored and can be a scope, and no other. */
class PermissionKeysIT {

  /** The original's config, area by area. */
  private static final Map<String, String> AREAS =
      Map.ofEntries(
          Map.entry(
              "assets",
              "view create edit delete checkout checkin audit view.requestable"
                  + " view.encrypted_custom_fields files"),
          Map.entry("accessories", "view create edit delete checkout checkin files"),
          Map.entry("consumables", "view create edit delete checkout files"),
          Map.entry("licenses", "view create edit delete checkout checkin keys files"),
          Map.entry("components", "view create edit delete checkout checkin files"),
          Map.entry("kits", "view create edit delete"),
          Map.entry("users", "view create edit delete files"),
          Map.entry("models", "view create edit delete"),
          Map.entry("categories", "view create edit delete"),
          Map.entry("departments", "view create edit delete"),
          Map.entry("statuslabels", "view create edit delete"),
          Map.entry("customfields", "view create edit delete"),
          Map.entry("suppliers", "view create edit delete"),
          Map.entry("manufacturers", "view create edit delete"),
          Map.entry("depreciations", "view create edit delete"),
          Map.entry("locations", "view create edit delete"),
          Map.entry("companies", "view create edit delete"),
          Map.entry("self", "two_factor api edit_location checkout_assets view_purchase_cost"),
          Map.entry("reports", "view"));

  private static List<String> keys() {
    Stream<String> inAreas =
        AREAS.entrySet().stream()
            .flatMap(
                area ->
                    Stream.of(area.getValue().split(" "))
                        .map(action -> area.getKey() + "." + action));
    return Stream.concat(Stream.of("superuser", "admin", "import"), inAreas).sorted().toList();
  }

  @Test
  void ofAUserAreAllStored() {
    Map<String, Integer> denied = keys().stream().collect(Collectors.toMap(key -> key, key -> -1));

    JsonNode stored = UserFixtures.created(Map.of("permissions", denied)).get("permissions");

    assertThat(Json.keys(stored)).containsExactlyInAnyOrderElementsOf(denied.keySet());
    assertThat(stored).allMatch(value -> value.asInt() == -1);
  }

  @Test
  void ofAGroupAreAllStored() {
    Map<String, Integer> granted = keys().stream().collect(Collectors.toMap(key -> key, key -> 1));

    JsonNode stored = GroupFixtures.seen(Given.group(granted)).get("permissions");

    assertThat(Json.keys(stored)).containsExactlyInAnyOrderElementsOf(granted.keySet());
    assertThat(stored).allMatch(value -> value.isInt() && value.asInt() == 1);
  }

  static Stream<List<String>> parts() {
    List<String> keys = keys();
    return Stream.of(keys.subList(0, 50), keys.subList(50, keys.size()));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void ofATokenAreAllStored(List<String> scopes) {
    JsonNode payload =
        Json.payload(Given.post(Given.admin(), Given.TOKENS, Map.of("scopes", scopes)));

    Secrets.register(payload.get("token").asText());
    assertThat(Json.elements(payload.get("scopes")).map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(scopes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.*", "users.fly", "users", "self", "SUPERUSER", "", "*", "a'b"})
  void areNothingElse(String key) {
    Map<String, Integer> unknown = Map.of(key, 1);

    Expect.invalid(
        UserFixtures.create(Map.of("permissions", unknown)),
        "permissions",
        "The selected permissions is invalid.");
    Expect.invalid(
        GroupFixtures.create(Map.of("name", Given.newName(), "permissions", unknown)),
        "permissions",
        "The selected permissions is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-2", "1.5", "yes", "", "01"})
  void haveNoOtherValues(String value) {
    Expect.invalid(
        UserFixtures.create(Map.of("permissions", Map.of("users.view", value))),
        "permissions",
        "The selected permissions is invalid.");
  }

  @Test
  void mayHaveTheirValuesAsText() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("users.view", "1");
    given.put("users.edit", "0");
    given.put("users.delete", "-1");

    JsonNode stored = UserFixtures.created(Map.of("permissions", given)).get("permissions");

    assertThat(stored)
        .isEqualTo(Json.parse("{\"users.view\":1,\"users.edit\":0,\"users.delete\":-1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1"})
  void areAnObject(String text) {
    Expect.invalid(
        UserFixtures.create(Map.of("permissions", text)),
        "permissions",
        "The permissions must be an object.");
    Expect.invalid(
        UserFixtures.create(Map.of("permissions", List.of(text))),
        "permissions",
        "The permissions must be an object.");
    Expect.invalid(
        UserFixtures.create(Map.of("permissions", Map.of("users.view", List.of(text)))),
        "permissions",
        "The permissions must be an object.");
  }
}
