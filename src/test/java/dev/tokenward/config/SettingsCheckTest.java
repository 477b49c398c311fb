package dev.tokenward.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad setting stops the start with one line: the key, the value and what is allowed. */
class SettingsCheckTest {

  @Test
  void theDefaultsAreRight() {
    assertThat(SettingsCheck.firstComplaint(new SmallRyeConfigBuilder().build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "app.url, https://tokens.example.com",
    "app.url, http://localhost:8080/base",
    "app.force-tls, false",
    "api.token-expiration-years, 1",
    "api.token-expiration-years, 100",
    "api.throttle-per-minute, 0",
    "login.max-attempts, 1",
    "login.lockout-duration, 86400",
    "bcrypt.rounds, 4",
    "bcrypt.rounds, 16",
    "max.results, 10000",
    "tokenward.password-checks, 64",
    "tokenward.embedded-database, never",
    "tokenward.migrate-at-start, false",
    "tokenward.token.prefix, twd",
    "tokenward.token.former-prefixes, 'old,older1'",
    "tokenward.admin.username, Ada Lovelace",
    "tokenward.admin.password, long enough",
    "app.url, ''",
    "app.trusted-proxies, '10.0.0.0/8, 2001:db8::/32,192.0.2.1'",
    "secure.cookies, true",
    "enable.hsts, false",
    "revocation.bound, 0",
    "revocation.bound, 200ms",
    "revocation.bound, 60s",
    "tokenward.kubernetes.username-prefix, -",
    "tokenward.kubernetes.username-prefix, https://tokens.example.com#",
    "tokenward.kubernetes.group-prefix, 'people:'",
    "tokenward.kubernetes.permission, kubernetes.use",
    "tokenward.kubernetes.permission, superuser",
    "tokenward.kubernetes.permission, ''",
    "quarkus.http.ssl.certificate.reload-period, 1s",
    "quarkus.http.ssl.certificate.reload-period, 365d",
    "quarkus.http.ssl.certificate.reload-period, 3600",
    "quarkus.http.ssl.certificate.reload-period, PT1H",
    "quarkus.http.ssl.certificate.reload-period, ''",
    "openid-connect.name, Example & Sons",
    "openid-connect.scopes, profile email groups",
    "openid-connect.groups, 'staff=Employees, /chiefs = The chiefs'",
    "openid-connect.groups-claim, https://example.com/groups",
  })
  void rightValuesPass(String property, String value) {
    assertThat(complaint(property, value)).isEmpty();
  }

  @Test
  void whoIsTurnedAwayForWantOfTlsMustBeToldWhereToGo() {
    String force = "app.force-tls";
    String url = "app.url";

    assertThat(complaint(Map.of(force, "true", url, "https://tokens.example.com"))).isEmpty();
    assertThat(complaint(Map.of(force, "false", url, "http://tokens.example.com"))).isEmpty();
    for (Map<String, String> settings :
        List.of(Map.of(force, "true"), Map.of(force, "true", url, "http://tokens.example.com"))) {
      assertThat(complaint(settings))
          .contains(
              "APP_FORCE_TLS is true, but APP_URL is no https URL. Set APP_URL to the address by"
                  + " which people reach this service, such as https://tokens.example.com.");
    }
  }

  @Test
  void halfAProviderIsNone() {
    Map<String, String> issuer = Map.of("openid-connect.issuer", "https://login.example.com");
    Map<String, String> client = Map.of("openid-connect.client-id", "tokenward");
    Map<String, String> noPasswords = Map.of("openid-connect.password-form", "false");

    assertThat(complaint(issuer)).contains(missing("OPENID_CONNECT_CLIENT_ID"));
    assertThat(complaint(client)).contains(missing("OPENID_CONNECT_ISSUER"));
    assertThat(complaint(noPasswords)).contains(missing("OPENID_CONNECT_ISSUER"));
  }

  @ParameterizedTest
  @CsvSource({
    "tokenward.kubernetes.username-prefix, ''",
    "tokenward.kubernetes.username-prefix, 'system:'",
    "tokenward.kubernetes.group-prefix, 'system:people:'",
    "tokenward.kubernetes.group-prefix, a b",
    "tokenward.kubernetes.permission, kubernetes.*",
    "tokenward.kubernetes.permission, Kubernetes",
    "openid-connect.issuer, login.example.com",
    "openid-connect.issuer, http://login.example.com",
    "openid-connect.issuer, http://localhost.example.com",
    "openid-connect.name, ''",
    "openid-connect.scopes, profile  email",
    "openid-connect.groups, staff",
    "openid-connect.groups, staff=",
    "openid-connect.groups, 'a=b,c'",
    "openid-connect.create-users, yes",
    "app.url, tokens.example.com",
    "app.url, ftp://tokens.example.com",
    "app.url, https://tokens.example.com?a=b",
    "app.url, https://tokens.example.com#a",
    "app.url, 'https://a b'",
    "app.force-tls, yes",
    "api.token-expiration-years, 0",
    "api.token-expiration-years, 101",
    "api.token-expiration-years, 1.5",
    "api.token-expiration-years, fifteen",
    "api.throttle-per-minute, -1",
    "login.max-attempts, 0",
    "login.lockout-duration, 86401",
    "bcrypt.rounds, 3",
    "bcrypt.rounds, 17",
    "bcrypt.rounds, ''",
    "secure.cookies, maybe",
    "enable.hsts, perhaps",
    "app.trusted-proxies, rubbish",
    "tokenward.data-dir, ''",
    "revocation.bound, 100ms",
    "revocation.bound, 2",
    "revocation.bound, 61s",
    "max.results, 99999999999999999999",
    "tokenward.password-checks, 0",
    "tokenward.embedded-database, always",
    "tokenward.migrate-at-start, yes",
    "tokenward.client.secret-prefix, Twc",
    "tokenward.client.throttle-per-minute, -1",
    "tokenward.client.unknown-per-minute, many",
    "tokenward.token.prefix, Twd",
    "tokenward.token.prefix, a",
    "tokenward.token.prefix, a_b",
    "tokenward.token.former-prefixes, 'old,'",
    "tokenward.admin.username, a:b",
  })
  void wrongValuesAreNamedWithTheirKeyAndWhatIsAllowed(String property, String value) {
    String key = property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);

    assertThat(complaint(property, value))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith(key + " is \"" + value + "\", but must be ")
                    .endsWith(".")
                    .hasLineCount(1));
  }

  @Test
  void whoeverIsNamedInAnAddressIsNotRepeated() {
    assertThat(complaint("app.url", "https://ada:secret@tokens.example.com"))
        .hasValueSatisfying(
            line -> assertThat(line).doesNotContain("ada").doesNotContain("secret"));
  }

  @Test
  void secretsOfClientsBeginWithNoPrefixOfTokens() {
    assertThat(complaint("tokenward.client.secret-prefix", "twd"))
        .contains(
            "TOKENWARD_CLIENT_SECRET_PREFIX is \"twd\", which is a prefix of tokens. Choose another"
                + " one.");
    assertThat(complaint("tokenward.token.prefix", "twc")).isPresent();
    assertThat(complaint("tokenward.token.former-prefixes", "old,twc")).isPresent();
    assertThat(
            complaint(
                Map.of(
                    "tokenward.token.prefix", "twc", "tokenward.client.secret-prefix", "client")))
        .isEmpty();
  }

  @Test
  void aPasswordIsNeverRepeated() {
    assertThat(complaint("tokenward.admin.password", "short"))
        .contains("TOKENWARD_ADMIN_PASSWORD is not acceptable, but must be 8 to 72 bytes.");
  }

  @Test
  void aStrangeValueStaysOnOneBoundedLine() {
    assertThat(complaint("bcrypt.rounds", "a\nb\u001b" + "x".repeat(1_000)))
        .hasValueSatisfying(
            line -> assertThat(line).contains("\"a?b?x").hasLineCount(1).hasSizeLessThan(200));
  }

  private static String missing(String key) {
    return key
        + " is missing. Set it too, or none of the settings that begin with OPENID_CONNECT_.";
  }

  private static Optional<String> complaint(String property, String value) {
    return complaint(Map.of(property, value));
  }

  private static Optional<String> complaint(Map<String, String> settings) {
    return SettingsCheck.firstComplaint(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build());
  }
}
