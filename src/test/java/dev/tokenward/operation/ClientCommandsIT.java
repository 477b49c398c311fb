package dev.tokenward.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Api;
import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering services that ask about tokens, and replacing their secrets, beside a service. */
class ClientCommandsIT {

  /** The bound on revocations, and as much again for a slow machine. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static Service service;
  private static String token;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    token = Api.of(service).createToken("Asked about");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** From the first secret to the end of the client. */
  @Test
  void aSecretIsReplacedWithoutAGapAndADeletedClientIsShutOut() {
    Command.Result created =
        run("create", "--name", "rotating", "--audience", "https://a.example", "--audience", "u:b");
    String client = valueOf("Client id: ", created);
    String firstId = valueOf("Secret id: ", created);
    String first = secret(created);

    assertThat(created.standardOutput())
        .contains("rotating", "https://a.example u:b")
        .matches("(?s).*Client id: " + ID + "\nSecret id: " + ID + "\nSecret:    twc_.*");
    assertThat(status(client, first)).isEqualTo(200);

    Command.Result added = run("add-secret", "--client", client);
    String second = secret(added);
    assertThat(status(client, first)).isEqualTo(200);
    assertThat(status(client, second)).isEqualTo(200);

    String[] end = {"end-secret", "--client", client, "--secret", firstId};
    assertThat(run(end).standardOutput()).isEqualTo("The secret was ended.\n");
    await().atMost(SOON).until(() -> status(client, first) == 401);
    assertThat(status(client, second)).isEqualTo(200);
    assertThat(run(end).standardOutput()).isEqualTo("The secret had ended before.\n");

    String listed = run("list").standardOutput();
    assertThat(listed).contains(client, "rotating", firstId, "last used: ", "ended: ");
    assertThat(listed.contains(first) || listed.contains(second)).isFalse();

    assertThat(run("delete", "--client", client).standardOutput())
        .isEqualTo("The client was deleted.\n");
    await().atMost(SOON).until(() -> status(client, second) == 401);
    assertThat(run("list").standardOutput()).doesNotContain(client);
  }

  @Test
  void aClientIsChangedAndWhatIsNotNamedStays() {
    Command.Result created = run("create", "--name", "before", "--audience", "https://a.example");
    String client = valueOf("Client id: ", created);
    secret(created);

    String changed =
        run("change", "--client", client, "--name", "after", "--throttle-per-minute", "9")
            .standardOutput();

    assertThat(changed).contains("after", "https://a.example", "per minute: 9");
    assertThat(run("change", "--client", client, "--throttle-per-minute", "0").standardOutput())
        .contains("after", "per minute: -");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create --name a --audience nowhere | Each audience must be an absolute URI, such as"
            + " https://api.example.com.",
        "create --name a --throttle-per-minute 0 | The throttle per minute must be between 1 and"
            + " 1000000.",
        "add-secret --client 00000000-0000-4000-8000-000000000000 | There is no such client, or no"
            + " such secret.",
        "delete --client 00000000-0000-4000-8000-000000000000 | There is no such client, or no"
            + " such secret.",
        "end-secret --client 00000000-0000-4000-8000-000000000000 --secret"
            + " 00000000-0000-4000-8000-000000000000 | There is no such client, or no such secret."
      })
  void whatCannotBeIsOneLine(String arguments, String line) {
    Refusal.isExactly(run(arguments.split(" ")), line);
  }

  @Test
  void aNameThatIsTakenIsOneLine() {
    secret(run("create", "--name", "taken"));

    Refusal.isExactly(run("create", "--name", "taken"), "The name has already been taken.");
  }

  private static Command.Result run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "client";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return service.command("", all);
  }

  private static String secret(Command.Result result) {
    return Secrets.register(valueOf("Secret:    ", result));
  }

  private static String valueOf(String label, Command.Result result) {
    return result
        .standardOutput()
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(result.toString()));
  }

  private static int status(String client, String secret) {
    return Api.of(service)
        .withBasic(client, secret)
        .contentType(ContentType.URLENC)
        .formParams(Map.of("token", token))
        .post("/oauth/introspect")
        .statusCode();
  }
}
