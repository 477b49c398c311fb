package dev.tokenward.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import dev.tokenward.clients.Installation.Token;
import dev.tokenward.process.Secrets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Services that are protected by our tokens, with the libraries and the program of others. */
class OAuthClientsIT {

  private static final String HERE = "https://reports.example.com";
  private static final String ELSEWHERE = "https://payroll.example.com";

  private static final String BASIC = "client_secret_basic";
  private static final String POST = "client_secret_post";

  private static final Map<Library, Guard> GUARDS = new EnumMap<>(Library.class);

  private static RegisteredClient client;

  /** What a service asks with. */
  enum Library {
    OAUTH4WEBAPI_WITH_BASIC,
    OAUTH4WEBAPI_WITH_POST,
    OPENID_CLIENT_WITH_BASIC,
    OPENID_CLIENT_WITH_POST,
    SPRING_SECURITY,
    NIMBUS,
    QUARKUS,
    APACHE;

    /** One for all tests; they are skipped where it can't be had. */
    Guard guard() {
      return GUARDS.computeIfAbsent(this, library -> library.made());
    }

    private Guard made() {
      return switch (this) {
        case OAUTH4WEBAPI_WITH_BASIC -> new NodeGuard("oauth4webapi", BASIC, client);
        case OAUTH4WEBAPI_WITH_POST -> new NodeGuard("oauth4webapi", POST, client);
        case OPENID_CLIENT_WITH_BASIC -> new NodeGuard("openid-client", BASIC, client);
        case OPENID_CLIENT_WITH_POST -> new NodeGuard("openid-client", POST, client);
        case SPRING_SECURITY -> new SpringGuard(client);
        case NIMBUS -> new NimbusGuard(client);
        case QUARKUS -> new QuarkusGuard(client);
        case APACHE -> new ApacheGuard(client);
      };
    }
  }

  @BeforeAll
  static void register() {
    client = Installation.client("reports", HERE);
  }

  @AfterAll
  static void close() {
    GUARDS.values().forEach(Guard::close);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenForTheServicePassesAsItsOwner(Library library) {
    Token token = Installation.token(Map.of("audience", List.of(HERE, ELSEWHERE)));

    assertThat(library.guard().userOf(token.text())).contains(Installation.owner());
  }

  @ParameterizedTest
  @EnumSource
  void aTokenForNoCertainServicePassesAsItsOwner(Library library) {
    Token token = Installation.token(Map.of());

    assertThat(library.guard().userOf(token.text())).contains(Installation.owner());
  }

  @ParameterizedTest
  @EnumSource
  void aTokenForAnotherServiceIsRefused(Library library) {
    Token token = Installation.token(Map.of("audience", List.of(ELSEWHERE)));

    assertThat(library.guard().userOf(token.text())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoTokenIsRefused(Library library) {
    assertThat(library.guard().userOf("junk")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatIsRevokedIsRefusedAtOnce(Library library) {
    Token token = Installation.token(Map.of("audience", List.of(HERE)));
    assertThat(library.guard().userOf(token.text())).isPresent();

    Installation.revoke(token);

    assertThat(library.guard().userOf(token.text())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "oauth4webapi,  client_secret_basic",
    "oauth4webapi,  client_secret_post",
    "openid-client, client_secret_basic",
    "openid-client, client_secret_post"
  })
  void npmsLibrariesAskRevokeAndAskAgain(String library, String method) {
    Token token =
        Installation.token(Map.of("audience", List.of(HERE), "scopes", List.of("assets.view")));

    JsonNode answers = new NodeGuard(library, method, client).askRevokeAsk(token.text());

    JsonNode active = answers.get(0).get("result");
    assertThat(active.get("active").asBoolean()).isTrue();
    assertThat(active.get("scope").asText()).isEqualTo("assets.view");
    assertThat(active.get("jti").asText()).isEqualTo(token.id());
    assertThat(answers.get(1).has("error")).as(answers.toString()).isFalse();
    assertThat(answers.get(2).get("result").toString()).isEqualTo("{\"active\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "oauth4webapi,  client_secret_basic",
    "oauth4webapi,  client_secret_post",
    "openid-client, client_secret_basic",
    "openid-client, client_secret_post"
  })
  void npmsLibrariesLearnThatTheirSecretIsWrong(String library, String method) {
    RegisteredClient forged =
        new RegisteredClient(client.issuer(), client.id(), Secrets.newPassword());

    JsonNode answers = new NodeGuard(library, method, forged).askRevokeAsk("junk");

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.get("status").asInt()).isEqualTo(401));
  }

  @Test
  void nimbusReadsAllThatIsTold() {
    Token token =
        Installation.token(
            Map.of("name", "ci", "audience", List.of(HERE), "scopes", List.of("assets.view")));

    TokenIntrospectionSuccessResponse told = new NimbusGuard(client).introspect(token.text());

    assertThat(told.getScope().toStringList()).containsExactly("assets.view");
    assertThat(told.getUsername()).isEqualTo(Installation.username());
    assertThat(told.getAudience()).isEqualTo(List.of(new Audience(HERE)));
    assertThat(told.getIssuer().getValue()).isEqualTo(client.issuer().toString());
    assertThat(told.getJWTID().getValue()).isEqualTo(token.id());
    assertThat(told.getIssueTime()).isBeforeOrEqualTo(told.getExpirationTime());
    assertThat(told.getJSONObjectParameter("ext")).containsEntry("token_name", "ci");
  }

  @Test
  void nimbusRevokesATokenForItsService() {
    Token here = Installation.token(Map.of("audience", List.of(HERE, client.issuer().toString())));
    Token elsewhere =
        Installation.token(Map.of("audience", List.of(ELSEWHERE, client.issuer().toString())));
    NimbusGuard nimbus = new NimbusGuard(client);

    nimbus.revoke(here.text());
    nimbus.revoke(elsewhere.text());

    assertThat(Installation.takes(here)).isFalse();
    assertThat(Installation.takes(elsewhere)).isTrue();
  }

  @Test
  void quarkusRevokesATokenForItsService() {
    Token token = Installation.token(Map.of("audience", List.of(HERE, client.issuer().toString())));
    QuarkusGuard quarkus = (QuarkusGuard) Library.QUARKUS.guard();
    assertThat(quarkus.userOf(token.text())).isPresent();

    quarkus.revoke(token.text());

    assertThat(Installation.takes(token)).isFalse();
    assertThat(quarkus.userOf(token.text())).isEmpty();
  }
}
