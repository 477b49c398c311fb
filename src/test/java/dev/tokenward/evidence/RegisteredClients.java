package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.util.ArrayList;
import java.util.List;

/** Makes clients at the command line of a service. */
final class RegisteredClients {

  private RegisteredClients() {}

  /**
   * A client that was made.
   *
   * @param id its id
   * @param secret one of its secrets
   * @param secretId the public name of that
   */
  record Client(String id, String secret, String secretId) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** A new client. */
  static Client register(Service service, String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("client", "create", "--name", name));
    arguments.addAll(List.of(options));
    Command.Result result = service.command("", arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.standardError()).isZero();
    return new Client(
        line("Client id: ", result),
        Secrets.register(line("Secret:    ", result)),
        line("Secret id: ", result));
  }

  private static String line(String label, Command.Result result) {
    return result
        .standardOutput()
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst()
        .orElseThrow();
  }
}
