package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DELETE /hardware/{id}: the asset is gone, and its tag is free. */
class AssetDeleteIT {

  private static final String DELETED =
      """
      {"status":"success","messages":"The asset was deleted successfully.","payload":null}""";

  @Test
  void answersWithTheEnvelope() {
    long id = AssetFixtures.asset(Map.of());

    Expect.answer(Given.admin().delete(AssetFixtures.path(id)), 200, DELETED);
  }

  @Test
  void leavesNothingToBeFound() {
    String text = Given.newName();
    long id = AssetFixtures.asset(Map.of("asset_tag", text, "serial", text));

    Given.admin().delete(AssetFixtures.path(id));

    Expect.answer(Given.admin().get(AssetFixtures.path(id)), 200, Expect.NO_ASSET);
    Expect.answer(Given.admin().get(Given.HARDWARE + "/bytag/" + text), 200, Expect.NO_ASSET);
    Expect.answer(Given.admin().get(Given.HARDWARE + "/byserial/" + text), 200, Expect.NO_ASSET);
    JsonNode list = Json.of(Given.admin().queryParam("search", text).get(Given.HARDWARE));
    assertThat(list.get("total").asInt()).isZero();
  }

  @Test
  void tellsTheSecondTimeThatThereIsNoSuchAsset() {
    long id = AssetFixtures.asset(Map.of());
    Given.admin().delete(AssetFixtures.path(id));

    Expect.answer(Given.admin().delete(AssetFixtures.path(id)), 200, Expect.NO_ASSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/999999999", "/abc", "/-1"})
  void tellsOfAnUnknownAssetWith200(String id) {
    Expect.answer(Given.admin().delete(Given.HARDWARE + id), 200, Expect.NO_ASSET);
  }

  @Test
  void freesTheTag() {
    String tag = Given.newName();
    long id = AssetFixtures.asset(Map.of("asset_tag", tag));
    Given.admin().delete(AssetFixtures.path(id));

    assertThat(AssetFixtures.asset(Map.of("asset_tag", tag))).isNotEqualTo(id);
  }

  @Test
  void takesAnAssetThatSomebodyHas() {
    long user = UserFixtures.user(Map.of());
    long id = AssetFixtures.asset(Map.of("assigned_user", user));

    Expect.answer(Given.admin().delete(AssetFixtures.path(id)), 200, DELETED);
    assertThat(UserFixtures.seen(user).get("id").asLong()).isEqualTo(user);
  }
}
