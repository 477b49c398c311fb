package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.Target;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a client finds its way here (RFC 8414, RFC 9728). */
class OAuthMetadataIT {

  private static final String SERVER = "/.well-known/oauth-authorization-server";
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";

  @Test
  void theAuthorizationServerSaysWhereTokensAreAskedAboutAndRevoked() {
    JsonNode told = Json.of(Given.anonymous().get(SERVER));

    assertThat(told)
        .isEqualTo(
            Json.parse(
                """
                {"issuer":"%1$s",
                 "introspection_endpoint":"%1$s/oauth/introspect",
                 "introspection_endpoint_auth_methods_supported":
                  ["client_secret_basic","client_secret_post","Bearer"],
                 "revocation_endpoint":"%1$s/oauth/revoke",
                 "revocation_endpoint_auth_methods_supported":
                  ["client_secret_basic","client_secret_post","none"],
                 "response_types_supported":[],
                 "grant_types_supported":[]}"""
                    .formatted(address())));
  }

  @Test
  void theProtectedResourceNamesItsAuthorizationServer() {
    JsonNode told = Json.of(Given.anonymous().get(RESOURCE));

    assertThat(told)
        .isEqualTo(
            Json.parse(
                """
                {"resource":"%1$s","authorization_servers":["%1$s"],
                 "bearer_methods_supported":["header"],"resource_name":"Tokenward"}"""
                    .formatted(address())));
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER, RESOURCE})
  void anybodyMayReadAndKeepIt(String path) {
    Response answer = Given.with("junk").accept("*/*").get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(answer.header("Pragma")).isNull();
    assertThat(Given.anonymous().accept("text/html").get(path).contentType())
        .startsWith("application/json");
    assertThat(Given.anonymous().head(path).statusCode()).isEqualTo(200);
  }

  @Test
  void theRoutesThatAreNamedAreThere() {
    JsonNode told = Json.of(Given.anonymous().get(SERVER));

    for (String key : new String[] {"introspection_endpoint", "revocation_endpoint"}) {
      String path = told.get(key).asText().substring(address().length());
      assertThat(Clients.post(Given.anonymous(), path, Map.of()).statusCode())
          .as(path)
          .isBetween(400, 401);
    }
  }

  @Test
  void aChallengeNamesTheDocument() {
    assertThat(Given.anonymous().get(Given.ME).header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"tokenward\", resource_metadata=\"" + address() + RESOURCE + "\"");
  }

  @Test
  void aProviderOfOpenIdConnectItIsNot() {
    assertThat(Given.anonymous().get("/.well-known/openid-configuration").statusCode())
        .isEqualTo(404);
  }

  private static String address() {
    return Target.shared().baseUri().toString();
  }
}
