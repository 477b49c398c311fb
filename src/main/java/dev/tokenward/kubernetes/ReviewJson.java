package dev.tokenward.kubernetes;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a review, in the words of Kubernetes. Its {@code spec} is there because Kubernetes'
 * schema requires one with a token, and its Java client reads no answer without; that token is
 * empty because no answer repeats the one that was asked about.
 */
final class ReviewJson {

  private ReviewJson() {}

  /**
   * A yes.
   *
   * @param version in which was asked
   * @param user whose token it is
   * @param audiences those of the asked ones that it is for; none where none were asked
   */
  static Buffer yes(ReviewVersion version, ClusterUser user, List<String> audiences) {
    JsonObject status = new JsonObject().put("authenticated", true).put("user", user(user));
    if (!audiences.isEmpty()) {
      status.put("audiences", array(audiences));
    }
    return answer(version, status);
  }

  /** A no, and why. */
  static Buffer no(ReviewVersion version, String why) {
    return answer(version, new JsonObject().put("authenticated", false).put("error", why));
  }

  private static JsonObject user(ClusterUser user) {
    JsonObject json =
        new JsonObject().put("username", user.username()).put("uid", Long.toString(user.number()));
    if (!user.groups().isEmpty()) {
      json.put("groups", array(user.groups()));
    }
    JsonObject extra = new JsonObject();
    user.extra().forEach((key, values) -> extra.put(key, array(values)));
    return json.put("extra", extra);
  }

  private static JsonArray array(List<String> values) {
    return new JsonArray(new ArrayList<>(values));
  }

  private static Buffer answer(ReviewVersion version, JsonObject status) {
    return new JsonObject()
        .put("apiVersion", version.apiVersion())
        .put("kind", TokenReview.KIND)
        .put("spec", new JsonObject().put("token", ""))
        .put("status", status)
        .toBuffer();
  }
}
