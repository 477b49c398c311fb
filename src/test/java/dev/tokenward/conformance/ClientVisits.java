package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Secrets;
import dev.tokenward.process.WebClient;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that are registered on the pages, and what they ask then. */
final class ClientVisits {

  static final String CLIENTS = "/admin/clients";
  static final String NEW = CLIENTS + "/new";

  private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern CLIENT = Pattern.compile("id=\"client-id\">(" + ID + ")<");
  private static final Pattern SECRET =
      Pattern.compile("id=\"client-secret\">(twc_[0-9A-Za-z]{49})<");
  private static final Pattern END = Pattern.compile("/secrets/(" + ID + ")/end\"");

  private ClientVisits() {}

  /**
   * What a client shows who it is with.
   *
   * @param id its public name
   * @param secret one of its secrets
   */
  record Shown(String id, String secret) {

    /** The address of its page. */
    String page() {
      return CLIENTS + "/" + id;
    }

    /** All of a secret that may be shown again. */
    String preview() {
      return "twc_…" + secret.substring(secret.length() - 4);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  static Shown register(WebClient browser, Map<String, ?> fields) {
    return shown(browser.submit(NEW, NEW, fields));
  }

  /** What a page shows this once. */
  static Shown shown(Response page) {
    Matcher client = CLIENT.matcher(page.asString());
    Matcher secret = SECRET.matcher(page.asString());
    assertThat(client.find() && secret.find()).as(page.statusCode() + " shows a secret").isTrue();
    return new Shown(client.group(1), Secrets.register(secret.group(1)));
  }

  /** The one secret that counts, by its public name. */
  static String secretId(WebClient browser, Shown client) {
    Matcher secret = END.matcher(browser.get(client.page()).asString());
    assertThat(secret.find()).isTrue();
    String id = secret.group(1);
    assertThat(secret.find()).as("more than one secret").isFalse();
    return id;
  }

  static Response introspect(Shown client, String token) {
    return Given.api()
        .withBasic(client.id(), client.secret())
        .contentType(ContentType.URLENC)
        .formParam("token", token)
        .post("/oauth/introspect");
  }

  /** Whether a client learns that a token counts. */
  static boolean learnsOf(Shown client, String token) {
    Response answer = introspect(client, token);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.of(answer).get("active").asBoolean();
  }

  /** That nobody knows who asks. */
  static void assertUnknown(Shown client) {
    Response answer = introspect(client, "THE_TOKEN");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
    assertThat(Json.of(answer).get("error").asText()).isEqualTo("invalid_client");
  }
}
