package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST /hardware: a new asset. */
class AssetCreateIT {

  private static final String MODEL = "ThinkPad X1";
  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  @Test
  void answersWithTheEnvelopeAndTheAsset() {
    JsonNode envelope = Json.of(AssetFixtures.create(Map.of()));

    assertThat(Json.keys(envelope)).containsExactly("status", "messages", "payload");
    assertThat(envelope.get("status").asText()).isEqualTo("success");
    assertThat(envelope.get("messages").asText()).isEqualTo("Asset created successfully. :)");
    assertThat(Json.keys(envelope.get("payload"))).isEqualTo(AssetFixtures.KEYS);
    assertThat(envelope.get("payload"))
        .isEqualTo(AssetFixtures.seen(envelope.at("/payload/id").asLong()));
  }

  @Test
  void keepsEveryField() {
    String tag = Given.newName();

    long id =
        AssetFixtures.asset(
            Map.of(
                "name", "Ada",
                "asset_tag", tag,
                "serial", "PF-3K7Q9A",
                "model", "Model M",
                "status", "archived",
                "notes", "First line\nSecond line"));

    JsonNode asset = AssetFixtures.seen(id);
    assertThat(asset.get("name").asText()).isEqualTo("Ada");
    assertThat(asset.get("asset_tag").asText()).isEqualTo(tag);
    assertThat(asset.get("serial").asText()).isEqualTo("PF-3K7Q9A");
    assertThat(asset.get("model")).isEqualTo(Json.parse("{\"id\":null,\"name\":\"Model M\"}"));
    assertThat(asset.get("notes").asText()).isEqualTo("First line\nSecond line");
    assertThat(asset.get("status_label"))
        .isEqualTo(
            Json.parse(
                """
                {"id":3,"name":"Archived","status_type":"archived","status_meta":"archived"}"""));
    assertThat(asset.get("status")).isEqualTo(asset.get("status_label"));
  }

  @Test
  void needsNothingButAModel() {
    JsonNode asset = AssetFixtures.created(Map.of());

    assertThat(asset.at("/model/name").asText()).isEqualTo(MODEL);
    assertThat(asset.get("name").isNull()).isTrue();
    assertThat(asset.get("serial").isNull()).isTrue();
    assertThat(asset.get("notes").isNull()).isTrue();
    assertThat(asset.get("assigned_to").isNull()).isTrue();
    assertThat(asset.at("/status_label/status_meta").asText()).isEqualTo("deployable");
  }

  @Test
  void needsAModel() {
    Response answer = Given.post(Given.admin(), Given.HARDWARE, Map.of("name", "x"));

    Expect.invalid(answer, "model", "The model field is required.");
    Expect.invalid(
        AssetFixtures.create(Map.of("model", " \u00a0 ")), "model", "The model field is required.");
  }

  @Test
  void givesATagOfItsOwnToWhatHasNone() {
    JsonNode first = AssetFixtures.created(Map.of());
    JsonNode second = AssetFixtures.created(Map.of("asset_tag", "  "));

    assertThat(first.get("asset_tag").asText()).matches("[0-9]{5,}");
    assertThat(second.get("asset_tag").asText()).matches("[0-9]{5,}");
    assertThat(Long.parseLong(second.get("asset_tag").asText()))
        .isGreaterThan(Long.parseLong(first.get("asset_tag").asText()));
  }

  @Test
  void leavesOutTagsThatSomebodyHasChosen() {
    long last = Long.parseLong(AssetFixtures.created(Map.of()).get("asset_tag").asText());
    List<String> chosen = List.of("%05d".formatted(last + 1), "%05d".formatted(last + 2));
    chosen.forEach(tag -> Json.payload(AssetFixtures.create(Map.of("asset_tag", tag))));

    String next = AssetFixtures.created(Map.of()).get("asset_tag").asText();

    assertThat(Long.parseLong(next)).isGreaterThan(last + 2);
  }

  @Test
  void refusesATagThatIsTakenInAnyCase() {
    String tag = Given.newName();
    AssetFixtures.asset(Map.of("asset_tag", tag));

    Expect.invalid(
        AssetFixtures.create(Map.of("asset_tag", tag.toUpperCase(Locale.ROOT))),
        "asset_tag",
        "The asset tag has already been taken.");
  }

  @Test
  void allowsASerialNumberThatAnotherHas() {
    String serial = Given.newName();
    AssetFixtures.asset(Map.of("serial", serial));

    assertThat(AssetFixtures.created(Map.of("serial", serial)).get("serial").asText())
        .isEqualTo(serial);
  }

  @ParameterizedTest
  @CsvSource({
    "pending,1,Pending",
    "deployable,2,Ready to Deploy",
    "archived,3,Archived",
  })
  void takesAStatusByItsWordOrByItsNumber(String word, int number, String label) {
    JsonNode byWord = AssetFixtures.created(Map.of("status", word)).get("status_label");
    JsonNode byNumber = AssetFixtures.created(Map.of("status_id", number)).get("status_label");

    assertThat(byWord).isEqualTo(byNumber);
    assertThat(byWord.get("id").asInt()).isEqualTo(number);
    assertThat(byWord.get("name").asText()).isEqualTo(label);
    assertThat(byWord.get("status_type").asText()).isEqualTo(word);
  }

  @Test
  void assignsTheAssetToAUser() {
    long user =
        UserFixtures.user(
            Map.of(
                "last_name", "Hopper",
                "email", "grace@example.com",
                "employee_num", "0042",
                "jobtitle", "Admiral"));

    JsonNode asset = AssetFixtures.created(Map.of("assigned_user", user));

    JsonNode assigned = asset.get("assigned_to");
    assertThat(Json.keys(assigned))
        .containsExactly(
            "id",
            "username",
            "name",
            "first_name",
            "last_name",
            "email",
            "employee_number",
            "jobtitle",
            "type");
    assertThat(assigned.get("id").asLong()).isEqualTo(user);
    assertThat(assigned.get("name").asText()).isEqualTo("Grace Hopper");
    assertThat(assigned.get("username")).isEqualTo(UserFixtures.seen(user).get("username"));
    assertThat(assigned.get("employee_number").asText()).isEqualTo("0042");
    assertThat(assigned.get("type").asText()).isEqualTo("user");
    assertThat(asset.at("/status_label/status_meta").asText()).isEqualTo("deployed");
  }

  @Test
  void isDoneByWhoAsked() {
    Person creator = Given.person("assets.create");

    JsonNode made =
        Json.payload(Given.post(Given.as(creator), Given.HARDWARE, Map.of("model", MODEL)));

    UserFixtures.assertMadeBy(creator, made);
    UserFixtures.assertMadeBy(creator, AssetFixtures.seen(made.get("id").asLong()));
  }

  @Test
  void isDoneNow() {
    JsonNode asset = AssetFixtures.created(Map.of());

    JsonNode created = asset.get("created_at");
    LocalDateTime moment = LocalDateTime.parse(created.get("datetime").asText(), DATETIME);
    assertThat(Duration.between(moment.toInstant(ZoneOffset.UTC), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(Json.keys(created)).containsExactly("datetime", "formatted");
    assertThat(asset.get("updated_at")).isEqualTo(created);
  }

  @Test
  void takesFormsToo() {
    Map<String, String> fields = Map.of("model", MODEL, "name", "Ä & b", "status", "pending");

    Response answer =
        Given.admin().contentType(ContentType.URLENC).formParams(fields).post(Given.HARDWARE);

    JsonNode made = Json.payload(answer);
    assertThat(made.get("name").asText()).isEqualTo("Ä &amp; b");
    assertThat(made.at("/status_label/status_type").asText()).isEqualTo("pending");
  }
}
