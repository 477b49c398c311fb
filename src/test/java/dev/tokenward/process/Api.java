package dev.tokenward.process;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RedirectConfig.redirectConfig;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Requests as a client of the API sends them: JSON is accepted, redirects are not followed, and
 * nothing is logged.
 */
public final class Api {

  private static final RestAssuredConfig CONFIG =
      RestAssuredConfig.config()
          .encoderConfig(
              encoderConfig()
                  .defaultContentCharset(StandardCharsets.UTF_8)
                  .defaultQueryParameterCharset(StandardCharsets.UTF_8)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false))
          .redirect(redirectConfig().followRedirects(false));

  /** A parameter of Apache's client. */
  private static final String LOCAL_ADDRESS = "http.route.local-address";

  private final Target target;

  private Api(Target target) {
    this.target = target;
  }

  /**
   * Talks to a target.
   *
   * @param target any
   * @return its interface
   */
  public static Api of(Target target) {
    return new Api(target);
  }

  /**
   * Talks to a service that a test started.
   *
   * @param service is running
   * @return its interface
   */
  public static Api of(Service service) {
    return of(Target.of(service));
  }

  /**
   * A request with a username and a password, sent without being asked for.
   *
   * @param username any
   * @param password any
   * @return a request to complete
   */
  public RequestSpecification withBasic(String username, String password) {
    return anonymous().auth().preemptive().basic(username, password);
  }

  /**
   * The same from an address of its own: wrong passwords count against where they come from.
   *
   * @param address one of this machine's own, such as {@code 127.0.0.77}
   * @param username any
   * @param password any
   * @return a request to complete
   */
  public RequestSpecification withBasicFrom(String address, String username, String password) {
    return from(address, withBasic(username, password));
  }

  /**
   * A request without credentials from an address of its own.
   *
   * @param address one of this machine's own, such as {@code 127.0.0.77}
   * @return a request to complete
   */
  public RequestSpecification anonymousFrom(String address) {
    return from(address, anonymous());
  }

  /**
   * A request with a token from an address of its own.
   *
   * @param address one of this machine's own, such as {@code 127.0.0.77}
   * @param token any
   * @return a request to complete
   */
  public RequestSpecification withTokenFrom(String address, String token) {
    return from(address, withToken(token));
  }

  private static RequestSpecification from(String address, RequestSpecification request) {
    try {
      InetAddress local = InetAddress.getByName(address);
      return request.config(CONFIG.httpClient(httpClientConfig().setParam(LOCAL_ADDRESS, local)));
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
  }

  /**
   * A request with a token.
   *
   * @param token any
   * @return a request to complete
   */
  public RequestSpecification withToken(String token) {
    return anonymous().header("Authorization", "Bearer " + token);
  }

  /**
   * A request without credentials.
   *
   * @return a request to complete
   */
  public RequestSpecification anonymous() {
    return RestAssured.given(
            new RequestSpecBuilder().setBaseUri(target.baseUri()).setConfig(CONFIG).build())
        .accept(ContentType.JSON);
  }

  /**
   * Makes a token of the administrator's with the administrator's password.
   *
   * @param name of the token
   * @return the token, registered as a secret
   */
  public String createToken(String name) {
    String token =
        withBasic(target.adminUsername(), target.adminPassword())
            .contentType(ContentType.JSON)
            .body(Map.of("name", name))
            .post("/api/v1/account/personal-access-tokens")
            .then()
            .statusCode(200)
            .extract()
            .path("payload.token");
    return Secrets.register(token);
  }
}
