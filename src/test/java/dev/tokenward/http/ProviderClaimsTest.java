package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.config.OpenIdConnectSettings;
import dev.tokenward.user.ProviderIdentity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts of what a provider says. */
class ProviderClaimsTest {

  private static final JsonObject NOTHING = new JsonObject();

  @Test
  void theIdTokenComesFirstAndUserInfoFillsTheGaps() {
    JsonObject token = claims().put("preferred_username", "ada");
    JsonObject info =
        new JsonObject()
            .put("preferred_username", "eve")
            .put("given_name", "Ada")
            .put("groups", "a");

    ProviderIdentity who = identity(token, info, "preferred_username").orElseThrow();

    assertThat(who.username()).contains("ada");
    assertThat(who.firstName()).contains("Ada");
    assertThat(who.groups()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "'true', true", "false, false", "'', false"})
  void anEmailAddressCountsOnlyIfItIsVerified(String verified, boolean counts) {
    JsonObject token = claims().put("email", "ada@example.com").put("email_verified", verified);

    ProviderIdentity who = identity(token, NOTHING, "email").orElseThrow();

    assertThat(who.username().isPresent()).isEqualTo(counts);
    assertThat(who.email().isPresent()).isEqualTo(counts);
  }

  @Test
  void whatHasTheWrongTypeOrIsTooLongCountsAsAbsent() {
    JsonObject token =
        claims()
            .put("preferred_username", 7)
            .put("given_name", "x".repeat(256))
            .put("family_name", "a\nb")
            .put("groups", new JsonArray().add("a").add(1).add(NOTHING));

    ProviderIdentity who = identity(token, NOTHING, "preferred_username").orElseThrow();

    assertThat(who.username()).isEmpty();
    assertThat(who.firstName()).isEmpty();
    assertThat(who.lastName()).isEmpty();
    assertThat(who.groups()).containsExactly("a");
  }

  @Test
  void nobodyIsWithoutASubject() {
    assertThat(identity(new JsonObject().put("sub", " "), NOTHING, "name")).isEmpty();
  }

  @Test
  void aTokenForSeveralMustSayThatThisServiceAskedForIt() {
    JsonArray two = new JsonArray().add("tokenward").add("other");

    assertThat(isFor(claims().put("aud", "tokenward"))).isTrue();
    assertThat(isFor(claims().put("aud", two))).isFalse();
    assertThat(isFor(claims().put("aud", two).put("azp", "tokenward"))).isTrue();
    assertThat(isFor(claims().put("aud", two).put("azp", "other"))).isFalse();
  }

  private static boolean isFor(JsonObject token) {
    return new ProviderClaims(token, NOTHING).isFor("tokenward");
  }

  private static Optional<ProviderIdentity> identity(
      JsonObject token, JsonObject info, String usernameClaim) {
    return new ProviderClaims(token, info).identity(settings(usernameClaim));
  }

  private static JsonObject claims() {
    return new JsonObject().put("sub", "1");
  }

  private static OpenIdConnectSettings settings(String usernameClaim) {
    Map<String, String> values =
        Map.of(
            "openid-connect.issuer",
            "https://login.example.com",
            "openid-connect.username-claim",
            usernameClaim);
    return new SmallRyeConfigBuilder()
        .withMapping(OpenIdConnectSettings.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(OpenIdConnectSettings.class);
  }
}
