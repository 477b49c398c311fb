package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of an asset may not be: told with 200 and a sentence, or with 422. */
class AssetFieldsIT {

  @ParameterizedTest
  @ValueSource(strings = {"name", "asset_tag", "serial", "model"})
  void haveAtMost255Characters(String field) {
    String label = field.replace('_', ' ');

    Expect.invalid(
        AssetFixtures.create(Map.of(field, "x".repeat(256))),
        field,
        "The " + label + " may not be greater than 255 characters.");
    Json.payload(AssetFixtures.create(Map.of(field, Given.newName() + "\u00e9".repeat(222))));
  }

  @Test
  void haveNotesOfAtMost10000Characters() {
    Expect.invalid(
        AssetFixtures.create(Map.of("notes", "x".repeat(10_001))),
        "notes",
        "The notes may not be greater than 10000 characters.");
    Json.payload(AssetFixtures.create(Map.of("notes", "x".repeat(10_000))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "asset_tag", "serial", "model", "status", "notes"})
  void haveNoControlCharacters(String field) {
    Expect.invalid(
        AssetFixtures.create(Map.of(field, "a\u0000b")),
        field,
        "The " + field.replace('_', ' ') + " may not contain control characters.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "asset_tag", "serial", "model", "status", "notes", "assigned_user"})
  void areNoObjectsAndNoLists(String field) {
    for (Object value : List.of(Map.of("id", 1), List.of(1))) {
      Response answer =
          Given.patch(
              Given.admin(),
              AssetFixtures.path(AssetFixtures.asset(Map.of())),
              Map.of(field, value));

      Expect.invalid(answer, field, "The " + field.replace('_', ' ') + " must be a string.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "Deployable", "2", "deployed"})
  void haveAStatusThatThereIs(String status) {
    Expect.invalid(
        AssetFixtures.create(Map.of("status", status)),
        "status",
        "The selected status is invalid.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, -1})
  void haveAStatusNumberThatThereIs(int id) {
    Expect.invalid(
        AssetFixtures.create(Map.of("status_id", id)),
        "status_id",
        "The selected status id is invalid.");
  }

  @Test
  void haveAStatusNumberThatIsANumber() {
    Expect.invalid(
        AssetFixtures.create(Map.of("status_id", "x")),
        "status_id",
        "The status id must be an integer.");
  }

  @Test
  void haveOneStatus() {
    Expect.invalid(
        AssetFixtures.create(Map.of("status", "pending", "status_id", 1)),
        "status",
        "Give either status or status_id, not both.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "999999999999999999", "0", "-1", "x", "1.0", "1e1"})
  void areAssignedToAUserThatThereIs(String user) {
    Expect.invalid(
        AssetFixtures.create(Map.of("assigned_user", user)),
        "assigned_user",
        "The selected assigned user is invalid.");
  }

  @Test
  void areNotAssignedToAUserWhoIsDeleted() {
    long user = UserFixtures.user(Map.of());
    Given.admin().delete(UserFixtures.path(user));

    Expect.invalid(
        AssetFixtures.create(Map.of("assigned_user", user)),
        "assigned_user",
        "The selected assigned user is invalid.");
    Expect.invalid(
        AssetFixtures.change(AssetFixtures.asset(Map.of()), Map.of("assigned_user", user)),
        "assigned_user",
        "The selected assigned user is invalid.");
  }

  @Test
  void areAllToldOfAtOnce() {
    JsonNode unread =
        Json.of(
            Given.post(
                Given.admin(),
                Given.HARDWARE,
                Map.of("name", "x".repeat(256), "status", "lost", "assigned_user", "x")));
    String tag = Given.newName();
    AssetFixtures.asset(Map.of("asset_tag", tag));
    JsonNode contradicting =
        Json.of(AssetFixtures.create(Map.of("asset_tag", tag, "assigned_user", 999_999_999)));

    assertThat(Json.keys(unread.get("messages")))
        .containsExactlyInAnyOrder("name", "status", "assigned_user", "model");
    assertThat(Json.keys(contradicting.get("messages")))
        .containsExactlyInAnyOrder("asset_tag", "assigned_user");
  }

  @Test
  void areHonestlyRefusedInAProblemDocument() {
    Response answer =
        Given.post(
            Given.admin().accept("application/problem+json"),
            Given.HARDWARE,
            Map.of("model", "x", "status", "lost"));

    JsonNode problem = Expect.problem(answer, 422);
    assertThat(Json.keys(problem.get("errors"))).containsExactly("status");
  }

  @Test
  void areNotSetThatNobodyMaySet() {
    JsonNode asset =
        AssetFixtures.created(
            Map.of(
                "id", 999_999_999,
                "created_by", 1,
                "created_at", "2001-01-01",
                "deleted_at", "2001-01-01",
                "checkout_counter", 7));

    assertThat(asset.get("id").asLong()).isLessThan(999_999_999);
    assertThat(asset.at("/created_at/datetime").asText()).doesNotStartWith("2001");
    assertThat(asset.get("deleted_at").isNull()).isTrue();
    assertThat(asset.get("checkout_counter").asInt()).isZero();
  }

  @Test
  void areReadFromJsonOrAFormAndNothingElse() {
    Response broken = Given.post(Given.admin(), Given.HARDWARE, "{");
    Response text =
        Given.admin().contentType(ContentType.TEXT).body("model=x").post(Given.HARDWARE);

    Expect.answer(broken, 422, Expect.INVALID_JSON);
    assertThat(text.statusCode()).isEqualTo(415);
  }
}
