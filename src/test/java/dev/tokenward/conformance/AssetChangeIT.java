package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PATCH and PUT /hardware/{id}: a change keeps what it does not name. */
class AssetChangeIT {

  private static Response change(String method, long id, Map<String, ?> fields) {
    return method.equals("PUT")
        ? Given.put(Given.admin(), AssetFixtures.path(id), fields)
        : AssetFixtures.change(id, fields);
  }

  private static long something() {
    return AssetFixtures.asset(
        Map.of(
            "name", "Ada",
            "serial", "PF-3K7Q9A",
            "notes", "Dented",
            "status", "deployable",
            "assigned_user", UserFixtures.user(Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void answersWithTheEnvelopeAndTheAssetAfterwards(String method) {
    long id = something();

    JsonNode envelope = Json.of(change(method, id, Map.of("name", "Grace")));

    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("messages").asText()).isEqualTo("Asset updated successfully.");
    assertThat(envelope.at("/payload/name").asText()).isEqualTo("Grace");
    assertThat(envelope.get("payload")).isEqualTo(AssetFixtures.seen(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void keepsWhatIsAbsent(String method) {
    long id = something();
    JsonNode before = AssetFixtures.seen(id);

    Json.payload(change(method, id, Map.of("name", "Grace")));

    JsonNode after = AssetFixtures.seen(id);
    List<String> changed = List.of("name", "updated_at");
    assertThat(AssetFixtures.KEYS.stream().filter(key -> !changed.contains(key)).toList())
        .allSatisfy(key -> assertThat(after.get(key)).as(key).isEqualTo(before.get(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void tellsOfAnUnknownAssetWith200(String method) {
    Expect.answer(change(method, 999_999_999, Map.of("name", "x")), 200, Expect.NO_ASSET);
  }

  @Test
  void tellsThatThereIsNoAssetBeforeItTellsThatAUserOrATagIsWrong() {
    Map<String, ?> wrong = Map.of("assigned_user", 999_999_999);

    Expect.answer(AssetFixtures.change(999_999_999, wrong), 200, Expect.NO_ASSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "serial", "notes"})
  void emptiesWhatIsNull(String field) {
    long id = something();

    Json.payload(AssetFixtures.change(id, Collections.singletonMap(field, null)));

    assertThat(AssetFixtures.seen(id).get(field).isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "asset_tag"})
  void doesNotEmptyWhatEveryAssetHas(String field) {
    Expect.invalid(
        AssetFixtures.change(something(), Collections.singletonMap(field, null)),
        field,
        "The " + field.replace('_', ' ') + " field is required.");
  }

  @Test
  void changesTheStatusByItsWordOrByItsNumber() {
    long id = something();

    Json.payload(AssetFixtures.change(id, Map.of("status", "pending")));
    assertThat(AssetFixtures.seen(id).at("/status_label/id").asInt()).isEqualTo(1);

    Json.payload(AssetFixtures.change(id, Map.of("status_id", 3)));
    assertThat(AssetFixtures.seen(id).at("/status_label/status_type").asText())
        .isEqualTo("archived");
  }

  @Test
  void isDeployedOnlyWhileItIsDeployableAndSomebodyHasIt() {
    long id = something();
    assertThat(AssetFixtures.seen(id).at("/status_label/status_meta").asText())
        .isEqualTo("deployed");

    Json.payload(AssetFixtures.change(id, Map.of("status", "archived")));

    assertThat(AssetFixtures.seen(id).at("/status_label/status_meta").asText())
        .isEqualTo("archived");
  }

  @Test
  void givesTheAssetToAnotherUser() {
    long id = something();
    long other = UserFixtures.user(Map.of());

    Json.payload(AssetFixtures.change(id, Map.of("assigned_user", other)));

    assertThat(AssetFixtures.seen(id).at("/assigned_to/id").asLong()).isEqualTo(other);
  }

  @Test
  void takesTheAssetBack() {
    long id = something();

    Json.payload(AssetFixtures.change(id, Collections.singletonMap("assigned_user", null)));

    assertThat(AssetFixtures.seen(id).get("assigned_to").isNull()).isTrue();
  }

  @Test
  void showsNobodyOnceTheUserIsDeleted() {
    long user = UserFixtures.user(Map.of());
    long id = AssetFixtures.asset(Map.of("assigned_user", user));

    Given.admin().delete(UserFixtures.path(user));

    JsonNode asset = AssetFixtures.seen(id);
    assertThat(asset.get("assigned_to").isNull()).isTrue();
    assertThat(asset.at("/status_label/status_meta").asText()).isEqualTo("deployable");
  }

  @Test
  void stillKnowsWhoMadeItOnceTheyAreDeleted() {
    Given.Person creator = Given.person("assets.create");
    JsonNode made =
        Json.payload(Given.post(Given.as(creator), Given.HARDWARE, Map.of("model", "x")));

    Given.admin().delete(UserFixtures.path(creator.id()));

    assertThat(AssetFixtures.seen(made.get("id").asLong()).get("created_by"))
        .isEqualTo(made.get("created_by"));
  }

  @Test
  void refusesATagThatAnotherHas() {
    String tag = Given.newName();
    AssetFixtures.asset(Map.of("asset_tag", tag));

    Expect.invalid(
        AssetFixtures.change(something(), Map.of("asset_tag", tag)),
        "asset_tag",
        "The asset tag has already been taken.");
  }

  @Test
  void allowsToChangeTheCaseOfATag() {
    String tag = Given.newName();
    long id = AssetFixtures.asset(Map.of("asset_tag", tag));
    String upper = tag.toUpperCase(Locale.ROOT);

    JsonNode changed = Json.payload(AssetFixtures.change(id, Map.of("asset_tag", upper)));

    assertThat(changed.get("asset_tag").asText()).isEqualTo(upper);
  }

  @Test
  void refusesAWrongFieldAndKeepsAllOthers() {
    long id = something();

    Expect.invalid(
        AssetFixtures.change(id, Map.of("name", "Grace", "status", "lost")),
        "status",
        "The selected status is invalid.");
    assertThat(AssetFixtures.seen(id).get("name").asText()).isEqualTo("Ada");
  }
}
