package dev.tokenward.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces a password, for instance a forgotten one. */
@Command(name = "set-password", description = "Replace a user's password.")
final class UserSetPasswordCommand implements Callable<Integer> {

  @Mixin private final NewPassword newPassword = new NewPassword();

  @Option(names = "--username", required = true, description = "The name of the user.")
  private String username;

  @Option(names = "--revoke-tokens", description = "Also revoke all tokens of the user.")
  private boolean revokeTokens;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  UserSetPasswordCommand() {}

  @Override
  public Integer call() {
    NewPassword.Chosen chosen = newPassword.get();
    return TaskApplication.run(
        services ->
            services
                .users()
                .setPassword(username, chosen.password(), revokeTokens)
                .map(revoked -> done(revoked) + chosen.toShow()));
  }

  private String done(int revoked) {
    String changed = "The password of user %s was replaced.".formatted(username);
    return revokeTokens ? changed + " Tokens revoked: " + revoked + "." : changed;
  }
}
