package dev.tokenward.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a start with settings that make no sense, in words a person can act on: one line that
 * names the key, the value and what is allowed.
 */
public final class SettingsCheck {

  private static final String PREFIX = "[a-z][a-z0-9]{1,15}";

  /** Looks like an address or a block of them; whoever uses it reads it exactly. */
  private static final String NETWORK = "[0-9a-fA-F.:]{2,45}(/[0-9]{1,3})?";

  private static final String GROUP = "[^,=\\p{Cntrl}]*[^,=\\s][^,=]*=[^,=]*[^,=\\s][^,=]*";

  private static final String APP_URL = "app.url";
  private static final String FORCE_TLS = "app.force-tls";
  private static final String CLIENT_SECRET_PREFIX = "tokenward.client.secret-prefix";
  private static final String ISSUER = "openid-connect.issuer";

  private static final List<SettingRule> RULES =
      List.of(
          new SettingRule(
              APP_URL,
              "an absolute http or https URL such as https://tokens.example.com",
              false,
              SettingsCheck::isBaseUrl),
          SettingRule.oneOf(FORCE_TLS, "true", "false"),
          SettingRule.oneOf("secure.cookies", "true", "false"),
          SettingRule.oneOf("enable.hsts", "true", "false"),
          new SettingRule(
              "app.trusted-proxies",
              "addresses or networks with commas between, such as 10.0.0.0/8",
              false,
              value -> value.matches(NETWORK + "( *, *" + NETWORK + ")*")),
          new SettingRule("tokenward.data-dir", "a directory", false, value -> !value.isBlank()),
          SettingRule.wholeNumber("api.token-expiration-years", 1, 100, " of years"),
          SettingRule.wholeNumber("api.throttle-per-minute", 0, 1_000_000, " of requests"),
          SettingRule.wholeNumber(
              "tokenward.client.throttle-per-minute", 0, 1_000_000, " of requests"),
          SettingRule.wholeNumber(
              "tokenward.client.unknown-per-minute", 0, 1_000_000, " of requests"),
          new SettingRule(
              CLIENT_SECRET_PREFIX,
              "2 to 16 lower-case letters and digits, a letter first",
              false,
              value -> value.matches(PREFIX)),
          SettingRule.wholeNumber("login.max-attempts", 1, 1_000_000, ""),
          SettingRule.wholeNumber("login.lockout-duration", 1, 86_400, " of seconds"),
          SettingRule.wholeNumber("bcrypt.rounds", 4, 16, ""),
          SettingRule.wholeNumber("max.results", 1, 10_000, ""),
          SettingRule.wholeNumber("audit.retention-days", 0, 36_525, " of days"),
          SettingRule.wholeNumber("quarkus.http.port", 0, 65_535, ""),
          new SettingRule(
              CertificateReload.SETTING,
              "a duration from 1s to 365d such as 30s or 1h",
              false,
              CertificateReload::isPeriod),
          new SettingRule(
              "quarkus.datasource.reactive.url",
              "a URL such as postgresql://db.example.com:5432/tokenward, with the user and the"
                  + " password in QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD",
              true,
              value -> value.matches("(vertx-reactive:)?postgres(ql)?://[^@\\s]+")),
          SettingRule.wholeNumber("tokenward.password-checks", 1, 64, ""),
          new SettingRule(
              "revocation.bound",
              "0 (no cache), or a duration from 200ms to 60s such as 500ms or 2s",
              false,
              value ->
                  value.matches("0s?|([2-9][0-9]{2}|[1-9][0-9]{3,4})ms|([1-9]|[1-5][0-9]|60)s")),
          SettingRule.wholeNumber("tokenward.cache.entries", 1, 10_000_000, ""),
          SettingRule.wholeNumber("tokenward.cache.megabytes", 1, 100_000, ""),
          SettingRule.oneOf("tokenward.access-log", "true", "false"),
          SettingRule.oneOf("otel.sdk-disabled", "true", "false"),
          new SettingRule(
              "otel.exporter-otlp-endpoint",
              "an absolute http or https URL such as http://collector.example.com:4318",
              false,
              SettingsCheck::isBaseUrl),
          new SettingRule(
              "otel.exporter-otlp-headers",
              "entries such as name=value with commas between",
              true,
              value ->
                  value.matches(
                      "[^,=\\p{Cntrl}]+=[^,\\p{Cntrl}]+(,[^,=\\p{Cntrl}]+=[^,\\p{Cntrl}]+)*")),
          new SettingRule(
              "otel.service-name",
              "1 to 255 printable characters",
              false,
              value -> value.matches("[\\x20-\\x7e]{1,255}")),
          new SettingRule(
              "otel.traces-sampler-arg",
              "the part of the requests that is traced, from 0 to 1",
              false,
              value -> value.matches("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?")),
          new SettingRule(
              "tokenward.token-counts",
              "0 (count none), or a duration such as 30s, 1m or 1h",
              false,
              value -> value.matches("0s?|[1-9][0-9]{0,5}[smh]")),
          duration("tokenward.session.idle"),
          duration("tokenward.session.life"),
          new SettingRule(
              ISSUER,
              "the https URL that the provider calls itself (http only on this machine), such as"
                  + " https://login.example.com",
              false,
              SettingsCheck::isIssuer),
          new SettingRule(
              "openid-connect.client-id",
              "what the provider calls this service, in 1 to 255 printable characters",
              false,
              value -> value.matches("[\\x20-\\x7e]{1,255}")),
          new SettingRule(
              "openid-connect.client-secret",
              "the secret that the provider gave this service, of at least 16 printable characters",
              true,
              value -> value.matches("[\\x21-\\x7e]{16,1000}")),
          new SettingRule(
              "openid-connect.name",
              "what people call the provider, in 1 to 40 characters",
              false,
              value -> !value.isBlank() && value.matches("[^\\p{Cntrl}]{1,40}")),
          new SettingRule(
              "openid-connect.scopes",
              "scopes with spaces between, such as profile email",
              false,
              value ->
                  value.matches(
                      "[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*")),
          new SettingRule(
              "openid-connect.groups",
              "entries such as staff=Employees with commas between, the provider's name first",
              false,
              value -> value.matches(GROUP + "(," + GROUP + ")*")),
          claim("openid-connect.username-claim"),
          claim("openid-connect.groups-claim"),
          SettingRule.oneOf("openid-connect.user-info", "true", "false"),
          SettingRule.oneOf("openid-connect.link-users", "true", "false"),
          SettingRule.oneOf("openid-connect.create-users", "true", "false"),
          SettingRule.oneOf("openid-connect.password-form", "true", "false"),
          SettingRule.oneOf("openid-connect.sign-out", "true", "false"),
          clusterPrefix("tokenward.kubernetes.username-prefix"),
          clusterPrefix("tokenward.kubernetes.group-prefix"),
          new SettingRule(
              "tokenward.kubernetes.permission",
              "the key of a permission such as kubernetes.use",
              false,
              value -> value.matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*")),
          new SettingRule("gateway.rules", "a file", false, value -> !value.isBlank()),
          SettingRule.oneOf("assertion.enabled", "true", "false"),
          new SettingRule(
              "assertion.key-secret",
              "32 random bytes in Base64, as openssl rand -base64 32 prints them",
              true,
              value -> value.matches("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")),
          new SettingRule(
              "assertion.rotation",
              "a duration of 10s or more such as 90m or 720h",
              false,
              value -> value.matches("[1-9][0-9]{1,5}s|[1-9][0-9]{0,5}[mh]")),
          SettingRule.oneOf("tokenward.embedded-database", "auto", "never"),
          SettingRule.oneOf("tokenward.migrate-at-start", "true", "false"),
          SettingRule.oneOf("tokenward.admin.create", "true", "false"),
          new SettingRule(
              "tokenward.token.prefix",
              "2 to 16 lower-case letters and digits, a letter first",
              false,
              value -> value.matches(PREFIX)),
          new SettingRule(
              "tokenward.token.former-prefixes",
              "prefixes separated by commas, each of 2 to 16 lower-case letters and digits",
              false,
              value -> value.matches(PREFIX + "(," + PREFIX + ")*")),
          new SettingRule(
              "tokenward.admin.username",
              "1 to 255 characters without a colon, spaces at the ends or control characters",
              false,
              value ->
                  value.matches("(?U)[^\\s:\\p{Cntrl}]([^:\\p{Cntrl}]{0,253}[^\\s:\\p{Cntrl}])?")),
          new SettingRule(
              "tokenward.admin.password",
              "8 to 72 bytes",
              true,
              value -> isWithin(value.getBytes(StandardCharsets.UTF_8).length, 8, 72)));

  /** What has no default of its own, so that an empty value means the same as none. */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
          APP_URL,
          "app.trusted-proxies",
          "assertion.key-secret",
          "gateway.rules",
          "otel.exporter-otlp-headers",
          ISSUER,
          "openid-connect.client-id",
          "openid-connect.client-secret",
          "openid-connect.groups",
          "openid-connect.group-prefix",
          "tokenward.kubernetes.permission",
          "tokenward.password-checks",
          "tokenward.token.former-prefixes",
          "tokenward.admin.password",
          CertificateReload.SETTING,
          "quarkus.datasource.reactive.url",
          "quarkus.datasource.jdbc.url");

  private SettingsCheck() {}

  /**
   * Finds the first setting that breaks its rule, or that makes no sense without another one. Else
   * a setting that is absent is never wrong: its default holds.
   *
   * @param config where the values come from
   * @return the one line to show, or empty when all is well
   */
  public static Optional<String> firstComplaint(Config config) {
    return RULES.stream()
        .flatMap(rule -> complaint(rule, config).stream())
        .findFirst()
        .or(() -> tlsWithoutAddress(config))
        .or(() -> incompleteProvider(config))
        .or(() -> prefixForTwo(config));
  }

  /** What a text is has to be told by what it begins with. */
  private static Optional<String> prefixForTwo(Config config) {
    String tokens =
        valueOr("twd", "tokenward.token.prefix", config)
            + ","
            + valueOr("", "tokenward.token.former-prefixes", config);
    String clients = valueOr("twc", CLIENT_SECRET_PREFIX, config);
    return List.of(tokens.split(",")).contains(clients)
        ? Optional.of(
            "%s is \"%s\", which is a prefix of tokens. Choose another one."
                .formatted(SettingRule.keyOf(CLIENT_SECRET_PREFIX), clients))
        : Optional.empty();
  }

  private static String valueOr(String otherwise, String property, Config config) {
    @Nullable String value = value(property, config);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** Who is turned away has to be told where to go. */
  private static Optional<String> tlsWithoutAddress(Config config) {
    @Nullable String url = value(APP_URL, config);
    boolean reached = url != null && url.startsWith("https:");
    return !"true".equals(value(FORCE_TLS, config)) || reached
        ? Optional.empty()
        : Optional.of(
            "APP_FORCE_TLS is true, but APP_URL is no https URL. Set APP_URL to the address by which"
                + " people reach this service, such as https://tokens.example.com.");
  }

  /** Half a provider would be none, and nobody would be told. */
  private static Optional<String> incompleteProvider(Config config) {
    Stream<String> needed =
        isPresent(ISSUER, config)
            ? Stream.of("openid-connect.client-id", "openid-connect.client-secret")
            : isPresent("openid-connect.client-id", config)
                    || "false".equals(value("openid-connect.password-form", config))
                ? Stream.of(ISSUER)
                : Stream.empty();
    return needed
        .filter(property -> !isPresent(property, config))
        .findFirst()
        .map(
            property ->
                "%s is missing. Set it too, or none of the settings that begin with OPENID_CONNECT_."
                    .formatted(SettingRule.keyOf(property)));
  }

  /** All rules, so that a test can hold the documentation to them. */
  static Stream<SettingRule> rules() {
    return RULES.stream();
  }

  private static Optional<String> complaint(SettingRule rule, Config config) {
    @Nullable String value = value(rule.property(), config);
    return value == null
            || (value.isEmpty() && MAY_BE_EMPTY.contains(rule.property()))
            || rule.accepts().test(value)
        ? Optional.empty()
        : Optional.of(rule.complaint(value));
  }

  private static SettingRule duration(String property) {
    return new SettingRule(
        property,
        "a duration such as 90s, 30m or 12h",
        false,
        value -> value.matches("[1-9][0-9]{0,5}[smh]"));
  }

  private static SettingRule clusterPrefix(String property) {
    return new SettingRule(
        property,
        "- for none, or 1 to 64 visible ASCII characters that do not begin with system:",
        false,
        value -> value.matches("(?!system:)[\\x21-\\x7e]{1,64}"));
  }

  private static SettingRule claim(String property) {
    return new SettingRule(
        property,
        "the name of a claim, in 1 to 200 printable characters",
        false,
        value -> value.matches("[\\x21-\\x7e]{1,200}"));
  }

  private static @Nullable String value(String property, Config config) {
    return config.getConfigValue(property).getValue();
  }

  private static boolean isPresent(String property, Config config) {
    @Nullable String value = value(property, config);
    return value != null && !value.isEmpty();
  }

  /** What signs people in must not be changed by whoever can change what is sent in clear. */
  private static boolean isIssuer(String value) {
    return isBaseUrl(value)
        && (value.startsWith("https:")
            || value.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?"));
  }

  private static boolean isBaseUrl(String value) {
    try {
      URI uri = URI.create(value);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }

  private static boolean isWithin(int number, int least, int most) {
    return number >= least && number <= most;
  }
}
