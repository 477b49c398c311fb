package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Certificate;
import dev.tokenward.process.Command;
import dev.tokenward.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that makes no sense stops the start with one line that says what would. */
class SettingsIT {

  private static final String NO_DATABASE = "TOKENWARD_EMBEDDED_DATABASE is never";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "APP_URL | tokens.example.com | an absolute http or https URL such as"
            + " https://tokens.example.com",
        "APP_URL | ftp://tokens.example.com | an absolute http or https URL such as"
            + " https://tokens.example.com",
        "APP_URL | https://example.com/?a=b | an absolute http or https URL such as"
            + " https://tokens.example.com",
        "APP_FORCE_TLS | yes | true or false",
        "API_TOKEN_EXPIRATION_YEARS | 0 | a whole number of years from 1 to 100",
        "API_TOKEN_EXPIRATION_YEARS | 101 | a whole number of years from 1 to 100",
        "API_TOKEN_EXPIRATION_YEARS | 1.5 | a whole number of years from 1 to 100",
        "API_THROTTLE_PER_MINUTE | -1 | a whole number of requests from 0 to 1000000",
        "LOGIN_MAX_ATTEMPTS | 0 | a whole number from 1 to 1000000",
        "LOGIN_LOCKOUT_DURATION | one minute | a whole number of seconds from 1 to 86400",
        "BCRYPT_ROUNDS | 17 | a whole number from 4 to 16",
        "BCRYPT_ROUNDS | 3 | a whole number from 4 to 16",
        "MAX_RESULTS | 0 | a whole number from 1 to 10000",
        "QUARKUS_HTTP_PORT | 65536 | a whole number from 0 to 65535",
        "QUARKUS_HTTP_PORT | http | a whole number from 0 to 65535",
        "QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD | 999ms | a duration from 1s to 365d such as"
            + " 30s or 1h",
        "QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD | often | a duration from 1s to 365d such as"
            + " 30s or 1h",
        "TOKENWARD_PASSWORD_CHECKS | 65 | a whole number from 1 to 64",
        "TOKENWARD_EMBEDDED_DATABASE | yes | auto or never",
        "TOKENWARD_MIGRATE_AT_START | later | true or false",
        "ASSERTION_ENABLED | on | true or false",
        "ASSERTION_ROTATION | 9s | a duration of 10s or more such as 90m or 720h",
        "TOKENWARD_TOKEN_PREFIX | Twd | 2 to 16 lower-case letters and digits, a letter first",
        "TOKENWARD_TOKEN_FORMER_PREFIXES | old;older | prefixes separated by commas, each of 2 to"
            + " 16 lower-case letters and digits",
        "TOKENWARD_ADMIN_USERNAME | a:b | 1 to 255 characters without a colon, spaces at the ends"
            + " or control characters",
      })
  void aBadValueIsNamedTogetherWithWhatIsAllowed(String key, String value, String allowed) {
    Command.Result result = start(Map.of(key, value));

    Refusal.isExactly(result, "%s is \"%s\", but must be %s.".formatted(key, value, allowed));
  }

  @Test
  void aBadPasswordIsNotRepeated() {
    Command.Result result = start(Map.of("TOKENWARD_ADMIN_PASSWORD", "2short"));

    Refusal.isExactly(
        result, "TOKENWARD_ADMIN_PASSWORD is not acceptable, but must be 8 to 72 bytes.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1/tokenward",
        "mysql://127.0.0.1/tokenward",
        "postgresql://somebody:s3cret@127.0.0.1/tokenward",
      })
  void aBadDatabaseIsNotRepeatedBecauseAPasswordMayBeInIt(String url) {
    Command.Result result = start(Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", url));

    Refusal.isExactly(
        result,
        "QUARKUS_DATASOURCE_REACTIVE_URL is not acceptable, but must be a URL such as"
            + " postgresql://db.example.com:5432/tokenward, with the user and the password in"
            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ny", "x\u001b[31my"})
  void aValueCannotMakeMoreThanOneLineOrSpeakToTheTerminal(String value) {
    Command.Result result = start(Map.of("BCRYPT_ROUNDS", value));

    assertThat(Refusal.theOneLine(result)).contains("BCRYPT_ROUNDS is \"x?");
  }

  @Test
  void aBadValueStopsACommandToo() {
    Command.Result result = Command.run(Map.of("MAX_RESULTS", "many"), "", "migrate");

    Refusal.isExactly(
        result, "MAX_RESULTS is \"many\", but must be a whole number from 1 to 10000.");
  }

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void aPortInUseIsNamedInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      String port = Integer.toString(taken.getLocalPort());

      Command.Result result = startWithDatabase(Map.of("QUARKUS_HTTP_PORT", port));

      isOnlyTold(
          result,
          "The port "
              + port
              + " is in use by another program. Stop it, or set QUARKUS_HTTP_PORT to another"
              + " port.");
    }
  }

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void aCertificateThatIsNotThereIsNamedInOneLine() {
    Command.Result result =
        startWithDatabase(
            Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(Ports.free()),
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                "/absent/tls.crt",
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
                "/absent/tls.key"));

    isOnlyTold(
        result,
        "The file /absent/tls.crt, which a setting names, does not exist or may not be seen."
            + " Correct the setting, or put the file there.");
  }

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void aKeyThatDoesNotBelongToTheCertificateIsNamedInOneLine() {
    Certificate one = Certificate.made(directory, "one");
    Certificate other = Certificate.made(directory, "other");

    Command.Result result =
        startWithDatabase(
            Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(Ports.free()),
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                one.chain().toString(),
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
                other.key().toString()));

    isOnlyTold(
        result,
        ("The certificate for https can't be used: the key in %s does not belong to the first"
                + " certificate in %s, which is that of CN=one with the serial number %s, valid"
                + " until %s. Correct QUARKUS_HTTP_SSL_CERTIFICATE_FILES and"
                + " QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES, or the files.")
            .formatted(
                other.key(),
                one.chain(),
                one.content().getSerialNumber().toString(16),
                one.content().getNotAfter().toInstant()));
  }

  @Test
  void theFileInTheWorkingDirectoryIsRead() throws IOException {
    Files.writeString(directory.resolve(".env"), "BCRYPT_ROUNDS=99\n");

    Command.Result result = startIn(directory, Map.of());

    Refusal.isExactly(result, "BCRYPT_ROUNDS is \"99\", but must be a whole number from 4 to 16.");
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Files.writeString(directory.resolve(".env"), "BCRYPT_ROUNDS=99\n");

    Command.Result result = startIn(directory, Map.of("BCRYPT_ROUNDS", "10"));

    assertThat(Refusal.theOneLine(result)).contains(NO_DATABASE);
  }

  @Test
  void theFileThatComesWithTheProjectIsAcceptable() throws IOException {
    Files.copy(Path.of(".env"), directory.resolve(".env"));

    Command.Result result = startIn(directory, Map.of());

    assertThat(Refusal.theOneLine(result)).contains(NO_DATABASE);
  }

  @Test
  void anEmptyValueIsAsGoodAsNoneWhereThereIsNoDefault() {
    Command.Result result = start(Map.of("APP_URL", "", "TOKENWARD_ADMIN_PASSWORD", ""));

    assertThat(Refusal.theOneLine(result)).contains(NO_DATABASE);
  }

  @Test
  void anEmptyValueIsRefusedWhereThereIsADefault() {
    Command.Result result = start(Map.of("BCRYPT_ROUNDS", ""));

    Refusal.isExactly(result, "BCRYPT_ROUNDS is \"\", but must be a whole number from 4 to 16.");
  }

  /** Nothing that was going on is told to have failed, such as making the administrator. */
  private static void isOnlyTold(Command.Result result, String line) {
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    assertThat(result.standardError().lines()).containsExactly("tokenward: " + line);
    assertThat(result.standardOutput()).doesNotContain("\tat ", " ERROR ");
  }

  private Command.Result startWithDatabase(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("TOKENWARD_DATA_DIR", directory.toString());
    return Command.run(environment, "");
  }

  private Command.Result start(Map<String, String> settings) {
    return startIn(directory, settings);
  }

  /** Ends in any case: where the settings are right there is still no database. */
  private static Command.Result startIn(Path workingDirectory, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TOKENWARD_EMBEDDED_DATABASE", "never");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
    environment.putAll(settings);
    return Command.run(workingDirectory, environment, "");
  }
}
