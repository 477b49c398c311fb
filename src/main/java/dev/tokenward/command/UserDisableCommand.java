package dev.tokenward.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shuts a person out. */
@Command(name = "disable", description = "Disable a user: no sign-in, and all tokens are refused.")
final class UserDisableCommand implements Callable<Integer> {

  @Option(names = "--username", required = true, description = "The name of the user.")
  private String username;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  UserDisableCommand() {}

  @Override
  public Integer call() {
    return TaskApplication.run(
        services ->
            services
                .users()
                .disable(username)
                .map(done -> "User %s was disabled.".formatted(username)));
  }
}
