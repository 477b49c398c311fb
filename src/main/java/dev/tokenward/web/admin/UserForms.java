package dev.tokenward.web.admin;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.PageRequest;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Scope;
import dev.tokenward.user.ScopeService;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import dev.tokenward.web.admin.UserFormView.Choice;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows the form for a user with what who looks may choose in it. */
@Singleton
class UserForms {

  private static final int MOST_GROUPS = 500;
  private static final String NO_POWER =
      "Nothing was saved: you may not give or take this. Only superusers give the permissions"
          + " superuser and admin, directly or by a group, and nobody else changes their own"
          + " permissions.";

  private final GroupService groups;
  private final ScopeService scopes;
  private final Pages pages;

  @Inject
  UserForms(GroupService groups, ScopeService scopes, Pages pages) {
    this.groups = groups;
    this.scopes = scopes;
    this.pages = pages;
  }

  /** Whether a failure is one that the form explains. */
  static boolean explain(Throwable failure) {
    return FieldErrors.explain(failure)
        || (failure instanceof ProblemException refusal
            && refusal.problem() instanceof Problem.Forbidden);
  }

  /** The same form again, with why it was not taken. */
  Uni<RestResponse<String>> again(
      Visitor visitor, Optional<Profile> user, UserForm form, Throwable failure) {
    return FieldErrors.explain(failure)
        ? page(
            422,
            visitor,
            user,
            form,
            FieldErrors.of((ProblemException) failure, Map.of(), Map.of()))
        : page(403, visitor, user, form, FieldErrors.of("content", NO_POWER));
  }

  /** The form. */
  Uni<RestResponse<String>> page(
      int status, Visitor visitor, Optional<Profile> user, UserForm form, FieldErrors errors) {
    return choices(visitor, user)
        .chain(
            choices ->
                scopes
                    .list()
                    .map(vocabulary -> matrix(visitor, user, form, vocabulary))
                    .map(matrix -> view(user, form, choices, matrix, errors)))
        .map(view -> pages.page(status, Templates.userForm(pages.frame(visitor), view)));
  }

  private static UserFormView view(
      Optional<Profile> user,
      UserForm form,
      List<Choice> choices,
      PermissionMatrix matrix,
      FieldErrors errors) {
    return new UserFormView(
        user.map(Profile::id).orElse(0L),
        user.map(Profile::fullName).orElse(""),
        form,
        choices,
        memberships(user).map(Choice::name).toList(),
        matrix,
        errors);
  }

  /** Nobody but a superuser changes their own permissions, so nobody else is asked about them. */
  private static PermissionMatrix matrix(
      Visitor visitor, Optional<Profile> user, UserForm form, List<Scope> vocabulary) {
    boolean superuser = visitor.may(PermissionKey.SUPERUSER);
    boolean self = user.filter(profile -> profile.id() == visitor.id()).isPresent();
    return self && !superuser
        ? new PermissionMatrix(List.of())
        : PermissionMatrix.of(vocabulary, form.permissions(), superuser);
  }

  /** Only superusers may see all groups; those that the user is in are always among them. */
  private Uni<List<Choice>> choices(Visitor visitor, Optional<Profile> user) {
    if (!visitor.may(PermissionKey.SUPERUSER)) {
      return Uni.createFrom().item(List.of());
    }
    return groups
        .list(new PageRequest(MOST_GROUPS, 0, "name", false, ""))
        .map(
            page ->
                Stream.concat(
                        page.rows().stream().map(group -> new Choice(group.id(), group.name())),
                        memberships(user))
                    .distinct()
                    .toList());
  }

  private static Stream<Choice> memberships(Optional<Profile> user) {
    return user.stream()
        .flatMap(profile -> profile.groups().stream())
        .map(group -> new Choice(group.id(), group.name()));
  }
}
