package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Service;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However many assets are made at once, no two have one tag. */
class AssetTagsIT {

  private static final String HARDWARE = "/api/v1/hardware";
  private static final List<String> TAKEN = List.of("The asset tag has already been taken.");

  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
          + " and datname = current_database()";

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void clientsWhoGiveNoTagEachGetAnother() {
    List<String> tags =
        Swarm.atOnce(
                32, client -> Stream.generate(() -> tagOf(create(Map.of()))).limit(10).toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(tags).hasSize(320).doesNotHaveDuplicates();
  }

  @Test
  void ofManyWhoWantOneTagOneGetsItAndTheOthersAreToldWhy() {
    List<Response> answers = Swarm.atOnce(32, client -> create(Map.of("asset_tag", "WANTED")));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(answers.stream().filter(AssetTagsIT::succeeded)).hasSize(1);
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .allMatch(answer -> answer.path("messages.asset_tag").equals(TAKEN));
  }

  @Test
  void ofManyWhoChangeTheirTagToOneOneGetsIt() {
    List<Integer> ids =
        IntStream.range(0, 16)
            .mapToObj(client -> create(Map.of()).<Integer>path("payload.id"))
            .toList();

    List<Response> answers =
        Swarm.atOnce(
            ids.size(),
            client ->
                requests.patch(HARDWARE + "/" + ids.get(client), Map.of("asset_tag", "COVETED")));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(answers.stream().filter(AssetTagsIT::succeeded)).hasSize(1);
  }

  /** Half of the clients choose the very tags that the other half is about to be given. */
  @Test
  void whoGivesNoTagGetsOneAlsoWhileOthersChooseTheNextOnes() {
    int next = Integer.parseInt(tagOf(create(Map.of()))) + 1;

    List<Response> answers =
        Swarm.atOnce(
            32,
            client ->
                client % 2 == 0
                    ? create(Map.of())
                    : create(Map.of("asset_tag", "%05d".formatted(next + client / 2))));

    assertThat(answers.stream().map(Response::statusCode)).containsOnly(200);
    assertThat(IntStream.range(0, 32).filter(client -> client % 2 == 0).mapToObj(answers::get))
        .allMatch(AssetTagsIT::succeeded);
    assertThat(answers.stream().filter(AssetTagsIT::succeeded).map(AssetTagsIT::tagOf))
        .doesNotHaveDuplicates();
    assertThat(answers.stream().filter(answer -> !succeeded(answer)))
        .allMatch(answer -> answer.path("messages.asset_tag").equals(TAKEN));
  }

  @Test
  void whoIsAboutToGetATagThatAnotherTakesInThatMomentGetsTheNext() throws SQLException {
    int next = Integer.parseInt(tagOf(create(Map.of()))) + 1;

    Response answer = answerWhileAnotherTakes("%05d".formatted(next), Map.of());

    assertThat(tagOf(answer)).isEqualTo("%05d".formatted(next + 1));
  }

  @Test
  void whoChoosesATagThatAnotherTakesInThatMomentIsToldSo() throws SQLException {
    Response answer = answerWhileAnotherTakes("RACED", Map.of("asset_tag", "raced"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<List<String>>path("messages.asset_tag")).isEqualTo(TAKEN);
  }

  @Test
  void tagsGrowBeyondFiveDigits() {
    Sql.execute(service, "select setval('asset_tag_numbers', 99999)");

    assertThat(tagOf(create(Map.of()))).isEqualTo("100000");
  }

  /**
   * What a creation is answered that finds a tag free which a transaction has that is not ended,
   * waits for that, and then finds it taken.
   */
  private static Response answerWhileAnotherTakes(String tag, Map<String, ?> fields)
      throws SQLException {
    try (Connection other = service.connectToDatabase()) {
      other.setAutoCommit(false);
      Sql.on(
          other,
          "insert into assets (asset_tag, model, status, created_at, updated_at) values ('"
              + tag
              + "', 'x', 'pending', now(), now()) returning id");
      CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> create(fields));
      await().until(() -> Sql.number(service, WAITING) > 0);
      other.commit();
      return answer.join();
    }
  }

  private static Response create(Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>(more);
    fields.put("model", "ThinkPad X1");
    return requests.post(HARDWARE, fields);
  }

  private static String tagOf(Response answer) {
    return answer.path("payload.asset_tag");
  }

  private static boolean succeeded(Response answer) {
    return "success".equals(answer.path("status"));
  }
}
