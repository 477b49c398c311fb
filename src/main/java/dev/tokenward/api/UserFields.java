package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Violations;
import dev.tokenward.user.Change;
import dev.tokenward.user.Password;
import dev.tokenward.user.UserChanges;
import dev.tokenward.user.Username;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What POST /users and PUT or PATCH /users/{id} take. */
@Schema(name = "UserFields")
public record UserFields(
    @JsonProperty("first_name") @Schema(maxLength = 255, examples = "Ada") String firstName,
    @Schema(maxLength = 255, description = "Unique, in any case", examples = "ada") String username,
    @Schema(
            description = "At least 8 characters, at most 72 bytes",
            minLength = Password.MIN_LENGTH,
            format = "password")
        String password,
    @JsonProperty("password_confirmation")
        @Schema(description = "The password again", format = "password")
        String passwordConfirmation,
    @JsonProperty("last_name") @Nullable String lastName,
    @Nullable String email,
    @Schema(defaultValue = "false", description = "Whether the user may sign in and use tokens")
        @Nullable Boolean activated,
    @JsonProperty("employee_num") @Nullable String employeeNum,
    @Nullable String jobtitle,
    @Nullable String phone,
    @Nullable String locale,
    @Nullable String notes,
    @Schema(
            description = "From permission key to 1 (grant), 0 (inherit) or -1 (deny)",
            examples = "{\"users.view\":1}")
        @Nullable Map<String, Integer> permissions,
    @Schema(description = "Numbers of the groups the user is in", examples = "[1]")
        @Nullable List<Long> groups) {

  private static final int LONGEST = 255;
  private static final int LONGEST_LOCALE = 10;
  private static final int LONGEST_NOTES = 10_000;
  private static final int MOST_GROUPS = 500;

  /**
   * Reads a new user.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static UserChanges forNewUser(RequestFields fields) {
    UserChanges given = read(fields);
    fields.require("first_name", given.firstName());
    fields.require("username", given.username());
    fields.require("password", given.password());
    fields.violations().throwIfAny();
    return given;
  }

  /**
   * Reads changes of a user.
   *
   * @param fields of the request
   * @return what they say
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if a rule is broken
   */
  public static UserChanges forChange(RequestFields fields) {
    UserChanges changes = read(fields);
    fields.requireIfGiven("first_name", changes.firstName());
    fields.requireIfGiven("username", changes.username());
    fields.violations().throwIfAny();
    return changes;
  }

  private static UserChanges read(RequestFields fields) {
    return new UserChanges(
        username(fields),
        fields.text("first_name", LONGEST),
        fields.text("last_name", LONGEST),
        email(fields),
        password(fields),
        fields.flag("activated"),
        fields.text("employee_num", LONGEST),
        fields.text("jobtitle", LONGEST),
        fields.text("phone", LONGEST),
        fields.text("locale", LONGEST_LOCALE),
        fields.lines("notes", LONGEST_NOTES),
        PermissionFields.read(fields),
        groups(fields));
  }

  private static Change<String> username(RequestFields fields) {
    Change<String> username = fields.text("username", LONGEST);
    if (username.or("").indexOf(':') >= 0) {
      fields.violations().add("username", "The username may not contain a colon.");
    } else if (!Username.isAcceptable(username.or("acceptable"))) {
      fields
          .violations()
          .add("username", "The username may not be greater than 255 characters written out.");
    }
    return username;
  }

  private static Change<String> email(RequestFields fields) {
    Change<String> email = fields.text("email", LONGEST);
    if (!email.or("a@b").matches("[^\\s@]+@[^\\s@]+")) {
      fields.violations().add("email", "The email must be a valid email address.");
    }
    return email;
  }

  private static Change<Password> password(RequestFields fields) {
    @Nullable String text = fields.verbatim("password").value();
    if (text == null) {
      return Change.none();
    }
    Password password = new Password(text);
    Violations violations = fields.violations();
    password.complaint().ifPresent(complaint -> violations.add("password", complaint));
    if (!text.equals(fields.verbatim("password_confirmation").value())) {
      violations.add("password", "The password confirmation does not match.");
    }
    return Change.to(password);
  }

  private static Change<Set<Long>> groups(RequestFields fields) {
    @Nullable List<String> given = fields.words("groups", MOST_GROUPS).value();
    if (given == null) {
      return Change.none();
    }
    if (!given.stream().allMatch(id -> id.matches("[0-9]{1,18}"))) {
      fields.violations().add("groups", "The selected groups is invalid.");
      return Change.none();
    }
    return Change.to(given.stream().map(Long::valueOf).collect(Collectors.toSet()));
  }
}
