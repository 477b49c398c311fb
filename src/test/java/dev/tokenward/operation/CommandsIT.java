package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Ports;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The subcommands, beside a running service and without one. */
class CommandsIT {

  private static final String TOKEN = "twd_[0-9A-Za-z]{49}";

  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.builder().start();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--help | migrate user token client audit recipe --help .env",
        "-h | migrate user token client audit recipe --help .env",
        "recipe --help | --host --backend --tokenward --scope --any-scope --permission --audience"
            + " --assertion nginx istio",
        "migrate --help | --help",
        "user --help | create disable set-password",
        "user create --help | --username --first-name --last-name --email --superuser --permission"
            + " --password-stdin --generate-password",
        "user disable --help | --username",
        "user set-password --help | --username --revoke-tokens --password-stdin"
            + " --generate-password",
        "token --help | create",
        "token create --help | --user --name --expires-in-days --throttle-per-minute --ignore-policy"
            + " --scope --key-only",
        "client --help | create list change add-secret end-secret delete",
        "client create --help | --name --audience --throttle-per-minute",
        "client list --help | --help",
        "client change --help | --client --name --audience --throttle-per-minute",
        "client add-secret --help | --client",
        "client end-secret --help | --client --secret",
        "client delete --help | --client",
        "audit --help | verify prune",
        "audit verify --help | --sequence --head",
        "audit prune --help | --help",
      })
  void helpIsEverywhere(String arguments, String mentioned) {
    Command.Result result = Command.run(Map.of(), "", arguments.split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput())
        .startsWith("Usage: tokenward")
        .contains(mentioned.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "no-such-command",
        "user",
        "user no-such-command",
        "user create",
        "user disable",
        "user create --username a --first-name b --password c",
        "token",
        "token create --user a",
        "token create --user a --name b --expires-in-days soon",
        "token create --user a --name b --expires-in-days 0",
        "migrate now",
        "recipe",
        "recipe squid",
        "recipe nginx --scope users.veiw",
        "recipe nginx --host a;b",
        "recipe nginx --audience app",
        "client",
        "client create",
        "client add-secret --client nothing",
        "audit",
        "audit verify --sequence 1",
        "audit verify --sequence 1 --head abc",
        "audit prune 5",
        "client end-secret --client 00000000-0000-4000-8000-000000000000",
      })
  void wrongUsageIsToldApart(String arguments) {
    Command.Result result = Command.run(Map.of(), "", arguments.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.standardOutput()).isEmpty();
    assertThat(result.standardError()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user disable --username nobody-has-this",
        "user set-password --username nobody-has-this --generate-password",
        "token create --user nobody-has-this --name a",
      })
  void anUnknownUserIsOneLine(String arguments) {
    Command.Result result = service.command("", arguments.split(" "));

    assertThat(Refusal.theOneLine(result)).startsWith("tokenward: User does not exist");
  }

  @Test
  void aRecipeIsPrintedForOnesOwnRoute() {
    Command.Result result =
        Command.run(
            Map.of(),
            "",
            "recipe",
            "caddy",
            "--host",
            "www.example.org",
            "--backend",
            "10.0.0.7:81",
            "--tokenward",
            "tokens.example.org:82",
            "--scope",
            "assets.view",
            "--any-scope",
            "users.view",
            "--any-scope",
            "users.edit",
            "--audience",
            "https://www.example.org/");

    assertThat(result.exitCode()).isZero();
    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput())
        .contains(
            "\nwww.example.org {\n",
            "forward_auth tokens.example.org:82 {\n",
            "uri /authz/forward-auth?scope=assets.view&any_scope=users.view&any_scope=users.edit"
                + "&audience=https://www.example.org/\n",
            "reverse_proxy 10.0.0.7:81\n");
  }

  @Test
  void aUserMadeWithAPasswordFromStandardInputCanSignIn() {
    String username = Tokens.newName();
    String password = Secrets.newPassword();

    Command.Result result = createUser(username, password);

    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput()).isEqualTo("User " + username + " was created.\n");
    assertThat(result.exitCode()).isZero();
    assertThat(Tokens.create(service, username, password).statusCode()).isEqualTo(200);
  }

  @Test
  void aGeneratedPasswordIsShownOnce() {
    String username = Tokens.newName();

    Command.Result result =
        service.command(
            "",
            "user",
            "create",
            "--username",
            username,
            "--first-name",
            "Grace",
            "--permission",
            "self.api",
            "--generate-password");

    assertThat(result.exitCode()).isZero();
    assertThat(result.standardOutput().lines()).hasSize(2);
    String password = Secrets.register(valueOf("Password: ", result));
    assertThat(Tokens.create(service, username, password).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasGivenOfAUserIsKept() {
    String username = Tokens.newName();
    String password = Secrets.newPassword();

    service.command(
        password,
        "user",
        "create",
        "--username",
        username,
        "--first-name",
        "Grace",
        "--last-name",
        "Hopper",
        "--email",
        "grace@example.com",
        "--superuser",
        "--password-stdin");

    String token = Tokens.create(service, username, password).path("payload.token");
    Response me = Tokens.use(service, token);
    assertThat(me.<String>path("name")).isEqualTo("Grace Hopper");
    assertThat(me.<String>path("email")).isEqualTo("grace@example.com");
    assertThat(me.<Map<String, Integer>>path("permissions")).isEqualTo(Map.of("superuser", 1));
  }

  @Test
  void aUsernameThatIsTakenIsOneLine() {
    Command.Result result = createUser(service.adminUsername(), Secrets.newPassword());

    Refusal.isExactly(result, "The username has already been taken.");
  }

  @ParameterizedTest
  @CsvSource({
    "'', The password must be at least 8 characters.",
    "2short, The password must be at least 8 characters.",
  })
  void aWeakPasswordIsRefusedAndNotRepeated(String input, String line) {
    Refusal.isExactly(createUser(Tokens.newName(), input), line);
  }

  @Test
  void withoutATerminalAPasswordHasToComeFromSomewhere() {
    Command.Result result =
        service.command(
            "", "user", "create", "--username", Tokens.newName(), "--first-name", "Grace");

    assertThat(Refusal.theOneLine(result)).contains("--password-stdin", "--generate-password");
  }

  @Test
  void aPermissionThatDoesNotExistIsOneLine() {
    Command.Result result =
        service.command(
            "",
            "user",
            "create",
            "--username",
            Tokens.newName(),
            "--first-name",
            "Grace",
            "--permission",
            "users.veiw",
            "--generate-password");

    assertThat(Refusal.theOneLine(result)).contains("\"users.veiw\"");
  }

  @Test
  void aTokenAloneIsAllThatIsPrintedWhenAskedFor() {
    Command.Result result =
        service.command(
            "", "token", "create", "--user", service.adminUsername(), "--name", "a", "--key-only");

    assertThat(result.exitCode()).isZero();
    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput().matches(TOKEN + "\n")).isTrue();
    String token = Secrets.register(result.standardOutput().strip());
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
  }

  @Test
  void aTokenMayBeGivenARateLimitOfItsOwn() {
    String[] create = {"token", "create", "--user", service.adminUsername(), "--name", "a"};

    Command.Result made =
        service.command("", with(create, "--key-only", "--throttle-per-minute", "7"));
    Command.Result refused = service.command("", with(create, "--throttle-per-minute", "0"));

    String token = Secrets.register(made.standardOutput().strip());
    assertThat(Tokens.use(service, token).header("X-RateLimit-Limit")).isEqualTo("7");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.standardError())
        .contains("--throttle-per-minute must be between 1 and 1000000.");
  }

  @Test
  void aPolicyBindsTheCommandLineUnlessItIsToIgnoreIt() {
    String[] create = {"token", "create", "--user", service.adminUsername(), "--name", "a"};
    String admin = Api.of(service).createToken("Policies");
    demand(admin, Map.of("creation", "nobody", "max_life_days", 30));

    Command.Result refused = service.command("", create);
    Command.Result made = service.command("", with(create, "--key-only", "--ignore-policy"));
    demand(admin, Map.of());

    Refusal.isExactly(refused, "The policy lets nobody create tokens at the moment.");
    String token = Secrets.register(made.standardOutput().strip());
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
  }

  private static void demand(String token, Map<String, ?> policy) {
    Response answer =
        Api.of(service)
            .withToken(token)
            .contentType(ContentType.JSON)
            .body(policy)
            .put("/api/v1/policy");
    assertThat(answer.<String>path("status")).isEqualTo("success");
  }

  @Test
  void itsOwnerSeesThatTheOperatorMadeAToken() {
    Command.Result made =
        service.command(
            "", "token", "create", "--key-only", "--user", service.adminUsername(), "--name", "a");

    String token = Secrets.register(made.standardOutput().strip());
    Response told = Api.of(service).withToken(token).get("/api/v1/account/token");
    assertThat(told.<Boolean>path("payload.created_by_operator")).isTrue();
    assertThat(told.<Object>path("payload.created_by")).isNull();
    assertThat(told.<Integer>path("payload.throttle_per_minute")).isEqualTo(120);
  }

  @Test
  void aTokenMayBeCutDownToScopes() {
    String admin = Api.of(service).createToken("Registers a scope");
    Api.of(service)
        .withToken(admin)
        .contentType(ContentType.JSON)
        .body(Map.of("name", "billing.export", "description", "Export invoices."))
        .post("/api/v1/scopes");
    String[] create = {"token", "create", "--user", service.adminUsername(), "--name", "a"};

    Command.Result made =
        service.command(
            "", with(create, "--key-only", "--scope", "self.api", "--scope", "billing.export"));
    Command.Result unregistered = service.command("", with(create, "--scope", "billing.import"));
    Command.Result impossible = service.command("", with(create, "--scope", "users.fly"));

    String token = Secrets.register(made.standardOutput().strip());
    assertThat(
            Api.of(service)
                .withToken(token)
                .get("/api/v1/account/personal-access-tokens")
                .<List<String>>path("payload[0].scopes"))
        .containsExactly("self.api", "billing.export");
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
    Refusal.isExactly(unregistered, "The selected scopes is invalid.");
    Refusal.isExactly(impossible, "There is no scope \"users.fly\". docs/api.md lists them.");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aTokenIsPrintedWithWhoseItIsAndWhenItEnds() {
    String name = Tokens.newName();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    Command.Result result =
        service.command(
            "",
            "token",
            "create",
            "--user",
            service.adminUsername(),
            "--name",
            name,
            "--expires-in-days",
            "30");

    String token = Secrets.register(valueOf("Token:", result));
    assertThat(token.matches(TOKEN)).isTrue();
    assertThat(valueOf("User:", result)).endsWith("(" + service.adminUsername() + ")");
    assertThat(valueOf("Name:", result)).isEqualTo(name);
    assertThat(LocalDate.parse(valueOf("Expires:", result).substring(0, 10)))
        .isBetween(today.plusDays(30), today.plusDays(31));
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
  }

  @Test
  void aTokenThatWouldLiveLongerThanAllowedIsRefused() {
    Command.Result result =
        service.command(
            "",
            "token",
            "create",
            "--user",
            service.adminUsername(),
            "--name",
            "a",
            "--expires-in-days",
            "36500");

    assertThat(Refusal.theOneLine(result)).contains("The expiry may not be later than");
  }

  @Test
  void aDisabledUsersTokensEndAtOnce() {
    String username = Tokens.newName();
    String password = Secrets.newPassword();
    createUser(username, password);
    String token = Tokens.create(service, username, password).path("payload.token");

    Command.Result result = service.command("", "user", "disable", "--username", username);

    assertThat(Tokens.statusOf(service, token)).isEqualTo(401);
    assertThat(Tokens.create(service, username, password).statusCode()).isEqualTo(401);
    assertThat(result.standardOutput()).isEqualTo("User " + username + " was disabled.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aNewPasswordReplacesTheOldOneAndKeepsTheTokens() {
    String username = Tokens.newName();
    String old = Secrets.newPassword();
    String changed = Secrets.newPassword();
    createUser(username, old);
    String token = Tokens.create(service, username, old).path("payload.token");

    Command.Result result =
        service.command(
            changed + "\n", "user", "set-password", "--username", username, "--password-stdin");

    assertThat(result.exitCode()).isZero();
    assertThat(Tokens.statusOf(service, token)).isEqualTo(200);
    assertThat(Tokens.create(service, username, old).statusCode()).isEqualTo(401);
    assertThat(Tokens.create(service, username, changed).statusCode()).isEqualTo(200);
  }

  @Test
  void aNewPasswordCanEndAllTokens() {
    String username = Tokens.newName();
    String old = Secrets.newPassword();
    createUser(username, old);
    String token = Tokens.create(service, username, old).path("payload.token");

    Command.Result result =
        service.command(
            Secrets.newPassword(),
            "user",
            "set-password",
            "--username",
            username,
            "--revoke-tokens",
            "--password-stdin");

    assertThat(result.standardOutput())
        .isEqualTo(
            "The password of user %s was replaced. Tokens revoked: 1.\n".formatted(username));
    assertThat(Tokens.statusOf(service, token)).isEqualTo(401);
  }

  @Test
  void migratingWhatIsUpToDateIsNoMistake() {
    Command.Result result = service.command("", "migrate");

    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput()).isEqualTo("The schema is up to date.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  @EnabledIf("dev.tokenward.process.Service#carriesDatabase")
  void commandsNeedNoRunningService(@TempDir Path directory) {
    String username = Tokens.newName();
    String password = Secrets.newPassword();
    Map<String, String> settings =
        Map.of(
            "TOKENWARD_DATA_DIR",
            directory.toString(),
            "QUARKUS_HTTP_PORT",
            Integer.toString(Ports.free()));

    Command.Result migrated = Command.run(settings, "", "migrate");
    Command.Result made =
        Command.run(
            settings,
            password,
            Stream.of(
                    "user create --first-name Grace --superuser --password-stdin --username "
                        + username)
                .flatMap(line -> Stream.of(line.split(" ")))
                .toArray(String[]::new));
    Command.Result issued =
        Command.run(
            settings, "", "token", "create", "--key-only", "--name", "a", "--user", username);

    assertThat(Stream.of(migrated, made, issued))
        .allMatch(result -> result.exitCode() == 0 && result.standardError().isEmpty());
    assertThat(directory.resolve("cluster/postmaster.pid")).doesNotExist();
    String token = Secrets.register(issued.standardOutput().strip());
    try (Service later =
        Service.builder().withoutDatabaseSettings().dataDirectory(directory).start()) {
      assertThat(Tokens.use(later, token).<String>path("username")).isEqualTo(username);
      assertThat(later.output()).doesNotContain("first start");
    }
  }

  private static Command.Result createUser(String username, String password) {
    return service.command(
        password,
        "user",
        "create",
        "--username",
        username,
        "--first-name",
        "Grace",
        "--permission",
        "self.api",
        "--password-stdin");
  }

  private static String valueOf(String label, Command.Result result) {
    return result
        .standardOutput()
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAuditLogIsVerifiedAgainstWhatWasNotedAndAChangeIsFound() throws SQLException {
    sealed();
    Command.Result intact = service.command("", "audit", "verify");
    assertThat(intact.exitCode()).as(intact.standardError()).isZero();
    assertThat(intact.standardOutput()).startsWith("The audit log is intact: entries 1 to ");
    Matcher noted =
        Pattern.compile("--sequence (\\d+) --head ([0-9a-f]{64})").matcher(intact.standardOutput());
    assertThat(noted.find()).isTrue();

    unguarded("update audit_log set address = '192.0.2.1' where sequence = 1");
    Command.Result changed =
        service.command(
            "", "audit", "verify", "--sequence", noted.group(1), "--head", noted.group(2));
    unguarded("update audit_log set address = null where sequence = 1");

    assertThat(changed.exitCode()).isEqualTo(3);
    assertThat(changed.standardOutput()).isEmpty();
    assertThat(changed.standardError().strip())
        .startsWith(
            "tokenward: The audit log is not intact. Entry 1 (user.created) is not what was sealed"
                + " there")
        .doesNotContain("\n");
  }

  /** Where a service runs for some requests only, nobody else may seal it for a long time. */
  @Test
  void whatACommandDidIsSealedWhenItHasEnded() {
    try (Service stopped = Service.builder().start()) {
      stopped.terminate();

      Command.Result disabled =
          stopped.command("", "user", "disable", "--username", stopped.adminUsername());
      Command.Result verified = stopped.command("", "audit", "verify");

      assertThat(disabled.exitCode()).as(disabled.standardError()).isZero();
      assertThat(verified.standardOutput())
          .startsWith("The audit log is intact: entries 1 to ")
          .doesNotContain("Not sealed yet");
    }
  }

  @Test
  void nothingIsPrunedThatIsYoung() {
    Command.Result result = service.command("", "audit", "prune");

    assertThat(result.exitCode()).as(result.standardError()).isZero();
    assertThat(result.standardOutput().strip()).isEqualTo("Entries removed: 0.");
  }

  private static void sealed() throws SQLException {
    execute("select * from tokenward_seal_audit(10000, true)");
  }

  private static void unguarded(String statement) throws SQLException {
    execute(
        "alter table audit_log disable trigger user; %s; alter table audit_log enable trigger user"
            .formatted(statement));
  }

  private static void execute(String statements) throws SQLException {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
