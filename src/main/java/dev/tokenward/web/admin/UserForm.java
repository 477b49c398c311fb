package dev.tokenward.web.admin;

import dev.tokenward.api.ResourceId;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form for a user as it is filled in, right or wrong.
 *
 * @param typed the text fields
 * @param active whether they may sign in and use tokens
 * @param groups the numbers of the groups they are in
 * @param permissions from key to 1 or -1
 */
record UserForm(Typed typed, boolean active, Set<Long> groups, Map<String, Integer> permissions) {

  private static final List<String> TEXTS =
      List.of(
          "first_name",
          "last_name",
          "username",
          "email",
          "employee_num",
          "jobtitle",
          "phone",
          "locale",
          "notes",
          Typed.SEEN);

  /** What the form of an existing user has; nothing else is taken from it. */
  static final List<String> KNOWN =
      Stream.concat(TEXTS.stream(), Stream.of("activated", "groups", "permissions")).toList();

  /** What the form of a new user has. */
  static final List<String> KNOWN_OF_NEW =
      Stream.concat(KNOWN.stream(), Stream.of("password", "password_confirmation")).toList();

  private static final int MOST_GROUPS = 500;

  static final UserForm EMPTY = new UserForm(Typed.NOTHING, true, Set.of(), Map.of());

  static UserForm of(RequestFields fields) {
    return new UserForm(
        Typed.of(fields, TEXTS),
        fields.flag("activated").or(false),
        fields.words("groups", MOST_GROUPS).or(List.of()).stream()
            .flatMap(id -> ResourceId.number(id).stream())
            .collect(Collectors.toUnmodifiableSet()),
        PermissionMatrix.typed(fields.members("permissions").or(Map.of())));
  }

  static UserForm of(Profile profile) {
    Map<String, String> texts = new LinkedHashMap<>();
    put(texts, "first_name", profile.firstName());
    put(texts, "last_name", profile.lastName());
    put(texts, "username", profile.username());
    put(texts, "email", profile.email());
    put(texts, "employee_num", profile.employeeNum());
    put(texts, "jobtitle", profile.jobtitle());
    put(texts, "phone", profile.phone());
    put(texts, "locale", profile.locale());
    put(texts, "notes", profile.notes());
    put(texts, Typed.SEEN, profile.updatedAt().toString());
    return new UserForm(
        new Typed(texts),
        profile.activated(),
        profile.groups().stream()
            .map(Profile.Membership::id)
            .collect(Collectors.toUnmodifiableSet()),
        profile.permissions().withoutInherited().values());
  }

  private static void put(Map<String, String> texts, String field, @Nullable String text) {
    if (text != null) {
      texts.put(field, text);
    }
  }
}
