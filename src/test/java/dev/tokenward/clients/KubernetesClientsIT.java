package dev.tokenward.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenward.clients.Installation.Token;
import dev.tokenward.process.NodeClient;
import io.kubernetes.client.openapi.models.V1TokenReviewStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An API server that has our tokens reviewed, and who uses it with them. */
class KubernetesClientsIT {

  private static final String CLUSTER = "https://cluster-a.example.com";
  private static final String ELSEWHERE = "https://cluster-b.example.com";
  private static final String NOT_COUNTING =
      "The token is not one of this service, or it was revoked.";

  private static RegisteredClient client;
  private static Webhook webhook;
  private static StubApiServer server;

  @BeforeAll
  static void start() {
    client = Installation.client("cluster-a", CLUSTER);
    webhook =
        new Webhook(
            () -> Installation.api().withBasic(client.id(), client.secret()), List.of(CLUSTER));
    server = new StubApiServer(webhook);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theModelsOfTheJavaClientReadAYes() {
    Token token =
        Installation.token(
            Map.of("audience", List.of(CLUSTER, ELSEWHERE), "scopes", List.of("assets.view")));

    V1TokenReviewStatus status = webhook.review(token.text());

    assertThat(status.getAuthenticated()).isTrue();
    assertThat(status.getError()).isNull();
    assertThat(status.getAudiences()).containsExactly(CLUSTER);
    assertThat(status.getUser().getUsername()).isEqualTo("tokenward:" + Installation.username());
    assertThat(status.getUser().getUid()).isEqualTo(Installation.owner());
    assertThat(status.getUser().getExtra())
        .isEqualTo(
            Map.of(
                "tokenward.dev/token-id", List.of(token.id()),
                "tokenward.dev/scopes", List.of("assets.view")));
  }

  @Test
  void theModelsOfTheJavaClientReadANo() {
    Token revoked = Installation.token(Map.of());
    assertThat(webhook.review(revoked.text()).getAuthenticated()).isTrue();
    Installation.revoke(revoked);

    assertRefused(webhook.review("junk"), NOT_COUNTING);
    assertRefused(webhook.review(revoked.text()), NOT_COUNTING);
    assertRefused(
        webhook.review(Installation.token(Map.of("audience", List.of(ELSEWHERE))).text()),
        NOT_COUNTING);
  }

  private static void assertRefused(V1TokenReviewStatus status, String error) {
    assertThat(status.getAuthenticated()).isFalse();
    assertThat(status.getError()).isEqualTo(error);
    assertThat(status.getUser()).isNull();
    assertThat(status.getAudiences()).isNullOrEmpty();
  }

  /** A registered client can't get at tokens for others by asking about their audience. */
  @Test
  void aClientLearnsNothingOfTokensForOthersWhateverItAsksAbout() {
    Token token = Installation.token(Map.of("audience", List.of(ELSEWHERE)));
    assertRefused(
        new Webhook(webhook.caller(), List.of(ELSEWHERE)).review(token.text()), NOT_COUNTING);
  }

  @Test
  void theModelsOfTheJavaScriptClientReadBoth() {
    Token token = Installation.token(Map.of("audience", List.of(CLUSTER)));
    String credentials = client.id() + ":" + client.secret();

    JsonNode answers =
        NodeClient.run(
            "token-review.mjs",
            Map.of(
                "address",
                client.issuer() + Webhook.PATH,
                "authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                "audiences",
                List.of(CLUSTER),
                "steps",
                List.of(
                    Map.of("action", "review", "token", token.text()),
                    Map.of("action", "review", "token", "junk"))));

    JsonNode yes = answers.at("/0/result");
    assertThat(yes.get("model").asText()).isEqualTo("V1TokenReview");
    assertThat(yes.at("/status/authenticated").asBoolean()).isTrue();
    assertThat(yes.at("/status/user/username").asText())
        .isEqualTo("tokenward:" + Installation.username());
    assertThat(yes.at("/status/audiences/0").asText()).isEqualTo(CLUSTER);
    assertThat(answers.at("/1/result/status/authenticated").asBoolean(true)).isFalse();
    assertThat(answers.at("/1/result/status/error").asText()).isEqualTo(NOT_COUNTING);
  }

  @Test
  void kubectlGetsThroughWithATokenThatCounts() throws IOException {
    Token token = Installation.token(Map.of());

    try (Kubectl kubectl = new Kubectl(server)) {
      Kubectl.Result result = whoAmI(kubectl, token.text());

      assertThat(result.exitCode()).as(result.output()).isZero();
      JsonNode user = new ObjectMapper().readTree(result.output()).at("/status/userInfo");
      assertThat(user.get("username").asText()).isEqualTo("tokenward:" + Installation.username());
      assertThat(user.get("uid").asText()).isEqualTo(Installation.owner());
    }
  }

  @Test
  void kubectlIsRefusedWithATokenThatDoesNot() {
    Token revoked = Installation.token(Map.of());
    Token elsewhere = Installation.token(Map.of("audience", List.of(ELSEWHERE)));

    try (Kubectl kubectl = new Kubectl(server)) {
      assertThat(whoAmI(kubectl, revoked.text()).exitCode()).isZero();
      Installation.revoke(revoked);

      for (String token : List.of("junk", revoked.text(), elsewhere.text())) {
        Kubectl.Result result = whoAmI(kubectl, token);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Unauthorized");
      }
    }
  }

  private static Kubectl.Result whoAmI(Kubectl kubectl, String token) {
    return kubectl.run(token, "get", "--raw", "/apis/authentication.k8s.io/v1/whoami");
  }
}
