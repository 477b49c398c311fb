package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cluster is told where names have no prefix and a token needs a permission. */
class KubernetesSettingsIT {

  private static final String TOKENS = "/api/v1/account/personal-access-tokens";
  private static final String PERMISSION = "kubernetes.use";

  private static Service service;
  private static Api api;
  private static String admin;

  @BeforeAll
  static void start() {
    service =
        Service.builder()
            .env("TOKENWARD_KUBERNETES_USERNAME_PREFIX", "-")
            .env("TOKENWARD_KUBERNETES_GROUP_PREFIX", "-")
            .env("TOKENWARD_KUBERNETES_PERMISSION", PERMISSION)
            .start();
    api = Api.of(service);
    admin = api.createToken("Settings");
    post("/api/v1/scopes", Map.of("name", PERMISSION, "description", "Use clusters"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void namesAreSaidAsTheyAreAndNeverThoseOfTheClusterItself() {
    List<Integer> groups =
        List.of("it-admins", "system:masters", "system").stream()
            .map(name -> post("/api/v1/groups", Map.of("name", name)).<Integer>path("payload.id"))
            .toList();
    api.withToken(admin)
        .contentType(ContentType.JSON)
        .body(Map.of("groups", groups))
        .patch("/api/v1/users/" + api.withToken(admin).get("/api/v1/users/me").path("id"));

    Response answer = review(admin);

    assertThat(answer.<String>path("status.user.username")).isEqualTo(service.adminUsername());
    assertThat(answer.<List<String>>path("status.user.groups"))
        .containsExactly("it-admins", "system");
  }

  @Test
  void aTokenWithoutThePermissionDoesNotCount() {
    Response without = review(token(List.of("assets.view")));
    Response with = review(token(List.of("assets.view", PERMISSION)));

    assertThat(without.<Boolean>path("status.authenticated")).isFalse();
    assertThat(without.<String>path("status.error"))
        .isEqualTo("The token lacks the permission kubernetes.use, which Kubernetes wants.");
    assertThat(without.<Object>path("status.user")).isNull();
    assertThat(with.<Boolean>path("status.authenticated")).isTrue();
  }

  private static String token(List<String> scopes) {
    String text = post(TOKENS, Map.of("scopes", scopes)).path("payload.token");
    return Secrets.register(text);
  }

  private static Response review(String token) {
    return post(
        "/kubernetes/token-review",
        Map.of(
            "apiVersion", "authentication.k8s.io/v1",
            "kind", "TokenReview",
            "spec", Map.of("token", token)));
  }

  private static Response post(String path, Map<String, ?> body) {
    Response answer = api.withToken(admin).contentType(ContentType.JSON).body(body).post(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Object>path("status")).isNotEqualTo("error");
    return answer;
  }
}
