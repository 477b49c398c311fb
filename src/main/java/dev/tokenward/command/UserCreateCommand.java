package dev.tokenward.command;

import dev.tokenward.user.Actor;
import dev.tokenward.user.Change;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.UserChanges;
import dev.tokenward.user.Username;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a person who may sign in at once. */
@Command(name = "create", description = "Create a user who may sign in at once.")
final class UserCreateCommand implements Callable<Integer> {

  private static final int LONGEST = 255;

  @Mixin private final NewPassword newPassword = new NewPassword();

  @Option(names = "--username", required = true, description = "The name to sign in with.")
  private String username;

  @Option(names = "--first-name", required = true, description = "The person's first name.")
  private String firstName;

  @Option(names = "--last-name", description = "The person's last name.")
  private @Nullable String lastName;

  @Option(names = "--email", description = "The person's email address.")
  private @Nullable String email;

  @Option(names = "--superuser", description = "Allow everything.")
  private boolean superuser;

  @Option(
      names = "--permission",
      paramLabel = "KEY",
      description = "Grant a permission, such as self.api; may be repeated.")
  private List<String> granted = new ArrayList<>();

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  UserCreateCommand() {}

  @Override
  public Integer call() {
    if (!Username.isAcceptable(username)) {
      throw new StartRefusedException(
          "The username must have 1 to 255 characters without a colon, spaces at the ends or control"
              + " characters.");
    }
    if (!isLine(firstName) || !isLine(lastName) || !isLine(email)) {
      throw new StartRefusedException(
          "The names and the email address must have 1 to 255 characters without control"
              + " characters.");
    }
    Permissions permissions = permissions();
    NewPassword.Chosen chosen = newPassword.get();
    UserChanges given =
        UserChanges.activeUser(username, firstName, chosen.password(), permissions)
            .withLastNameAndEmail(Change.to(lastName), Change.to(email));
    return TaskApplication.run(
        services ->
            services
                .users()
                .create(Actor.OPERATOR, given)
                .map(made -> "User %s was created.%s".formatted(made.username(), chosen.toShow())));
  }

  private static boolean isLine(@Nullable String text) {
    return text == null || Typed.isLine(text, LONGEST);
  }

  private Permissions permissions() {
    Map<String, Integer> values = new LinkedHashMap<>();
    if (superuser) {
      values.put(PermissionKey.SUPERUSER, 1);
    }
    for (String key : granted) {
      if (!PermissionKey.isPossible(key)) {
        throw new StartRefusedException(
            "There is no permission \"" + key + "\". docs/api.md lists them.");
      }
      values.put(key, 1);
    }
    return new Permissions(values);
  }
}
