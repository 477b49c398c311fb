package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /hardware/{id}, bytag/{tag} and byserial/{serial}: one asset, or those with a number. */
class AssetFindIT {

  private static final String UNKNOWN = Given.HARDWARE + "/999999999999";
  private static final String BY_TAG = Given.HARDWARE + "/bytag/{tag}";
  private static final String BY_SERIAL = Given.HARDWARE + "/byserial/{serial}";

  private static JsonNode byTag(String tag) {
    return Json.of(Given.admin().get(BY_TAG, tag));
  }

  private static JsonNode bySerial(String serial) {
    return Json.of(Given.admin().get(BY_SERIAL, serial));
  }

  @Test
  void answersWithTheBareObject() {
    long id = AssetFixtures.asset(Map.of());

    JsonNode found = AssetFixtures.seen(id);

    assertThat(found.get("id").asLong()).isEqualTo(id);
    assertThat(found.has("payload")).isFalse();
  }

  @Test
  void hasTheKeysOfSnipeItInTheirOrder() {
    assertThat(Json.keys(AssetFixtures.seen(AssetFixtures.asset(Map.of()))))
        .isEqualTo(AssetFixtures.KEYS);
  }

  @Test
  void saysNullFalseOrNothingWhereThereIsNoData() {
    JsonNode asset = AssetFixtures.created(Map.of());

    assertThat(asset.get("purchase_cost").isNull()).isTrue();
    assertThat(asset.get("category").isNull()).isTrue();
    assertThat(asset.get("deleted_at").isNull()).isTrue();
    assertThat(asset.get("byod")).isEqualTo(Json.parse("false"));
    assertThat(asset.get("checkout_counter")).isEqualTo(Json.parse("0"));
    assertThat(asset.get("custom_fields")).isEqualTo(Json.parse("{}"));
  }

  @Test
  void tellsOfAnUnknownAssetWith200() {
    Expect.answer(Given.admin().get(UNKNOWN), 200, Expect.NO_ASSET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "-1", "1.0", "0", "99999999999999999999999", "1%20", "bytag", "byserial"})
  void tellsOfWhatIsNoNumberWith200Too(String id) {
    Response answer = Given.admin().urlEncodingEnabled(false).get(Given.HARDWARE + "/" + id);

    Expect.answer(answer, 200, Expect.NO_ASSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/999999999999", "/bytag/no-such-tag", "/byserial/no-such-serial"})
  void tellsOfAnUnknownAssetHonestlyInAProblemDocument(String path) {
    Response answer = Given.admin().accept("application/problem+json").get(Given.HARDWARE + path);

    assertThat(Expect.problem(answer, 404).get("detail").asText())
        .isEqualTo("Asset does not exist.");
  }

  @Test
  void findsByTagWhatTheNumberFinds() {
    JsonNode asset = AssetFixtures.created(Map.of("asset_tag", Given.newName()));

    assertThat(byTag(asset.get("asset_tag").asText())).isEqualTo(asset);
  }

  @Test
  void findsATagInAnyCase() {
    String tag = Given.newName();
    long id = AssetFixtures.asset(Map.of("asset_tag", tag));

    assertThat(byTag(tag.toUpperCase(Locale.ROOT)).get("id").asLong()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "50%", "a b", "é", "a+b", "a?b#c", "x&y=z", "[a]|b^c\\d", "' or 1=1"})
  void findsTagsAndSerialNumbersOfAnyCharacters(String odd) {
    String text = Given.newName() + odd;
    long id = AssetFixtures.asset(Map.of("asset_tag", text, "serial", text));

    assertThat(byTag(text).get("id").asLong()).isEqualTo(id);
    assertThat(bySerial(text).get("rows").get(0).get("id").asLong()).isEqualTo(id);
  }

  @Test
  void findsATagWithASlashThatIsNotEncoded() {
    String tag = Given.newName() + "/b/c";
    long id = AssetFixtures.asset(Map.of("asset_tag", tag));

    JsonNode found = Json.of(Given.admin().get(Given.HARDWARE + "/bytag/" + tag));

    assertThat(found.get("id").asLong()).isEqualTo(id);
  }

  @Test
  void findsNoTagByAPartOfIt() {
    String tag = Given.newName();
    AssetFixtures.asset(Map.of("asset_tag", tag));

    Expect.answer(Given.admin().get(BY_TAG, tag.substring(1)), 200, Expect.NO_ASSET);
    Expect.answer(Given.admin().get(BY_TAG, "%"), 200, Expect.NO_ASSET);
  }

  @Test
  void findsEveryAssetOfASerialNumber() {
    String serial = Given.newName();
    JsonNode first = AssetFixtures.created(Map.of("serial", serial));
    JsonNode second = AssetFixtures.created(Map.of("serial", serial.toUpperCase(Locale.ROOT)));

    JsonNode found = bySerial(serial);

    assertThat(Json.keys(found)).containsExactly("total", "rows");
    assertThat(found.get("total").asInt()).isEqualTo(2);
    assertThat(Json.elements(found.get("rows"))).containsExactly(first, second);
  }

  @Test
  void tellsOfAnUnknownTagOrSerialNumberWith200() {
    Expect.answer(Given.admin().get(BY_TAG, Given.newName()), 200, Expect.NO_ASSET);
    Expect.answer(Given.admin().get(BY_SERIAL, Given.newName()), 200, Expect.NO_ASSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%00b", "%0A", "%1B%5B31m"})
  void findsNothingForWhatNobodyCanHaveStored(String encoded) {
    for (String way : new String[] {"/bytag/", "/byserial/"}) {
      Response answer = Given.admin().urlEncodingEnabled(false).get(Given.HARDWARE + way + encoded);

      Expect.answer(answer, 200, Expect.NO_ASSET);
    }
  }

  @Test
  void findsNothingForAVeryLongTag() {
    Expect.answer(Given.admin().get(BY_TAG, "x".repeat(5_000)), 200, Expect.NO_ASSET);
  }

  @Test
  void escapesTextForHtml() {
    String name = Given.newName();
    String odd = name + " <&>\"'";
    String escaped = name + " &lt;&amp;&gt;&quot;&#039;";

    JsonNode asset =
        AssetFixtures.created(
            Map.of("name", odd, "asset_tag", odd, "serial", odd, "model", odd, "notes", odd));

    assertThat(asset.get("name").asText()).isEqualTo(escaped);
    assertThat(asset.get("asset_tag").asText()).isEqualTo(escaped);
    assertThat(asset.get("serial").asText()).isEqualTo(escaped);
    assertThat(asset.at("/model/name").asText()).isEqualTo(escaped);
    assertThat(asset.get("notes").asText()).isEqualTo(escaped);
  }
}
