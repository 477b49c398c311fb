package dev.tokenward.web.admin;

import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.Group;
import dev.tokenward.user.ScopeService;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Shows the form for a group. */
@Singleton
class GroupForms {

  private static final List<String> TEXTS = List.of("name", "notes", Typed.SEEN);
  private static final List<String> KNOWN = List.of("name", "notes", "permissions", Typed.SEEN);

  private final ScopeService scopes;
  private final Pages pages;

  @Inject
  GroupForms(ScopeService scopes, Pages pages) {
    this.scopes = scopes;
    this.pages = pages;
  }

  /** Nothing but what the form has is taken from it. */
  static RequestFields known(RequestFields fields) {
    fields.without(Gate.FORM_TOKEN).refuseAllBut(KNOWN);
    return fields;
  }

  /** The form of a new group, or of one as it is. */
  Uni<RestResponse<String>> page(Visitor visitor, Optional<Group> group, String done) {
    return page(
        200,
        visitor,
        group,
        typed(group),
        group.map(one -> one.permissions().withoutInherited().values()).orElse(Map.of()),
        FieldErrors.NONE,
        done);
  }

  /** The same form again, with why it was not taken. */
  Uni<RestResponse<String>> again(
      Visitor visitor, Optional<Group> group, RequestFields fields, Throwable failure) {
    return page(
        422,
        visitor,
        group,
        Typed.of(fields, TEXTS),
        PermissionMatrix.typed(fields.members("permissions").or(Map.of())),
        FieldErrors.of((ProblemException) failure, Map.of(), Map.of()),
        "");
  }

  private Uni<RestResponse<String>> page(
      int status,
      Visitor visitor,
      Optional<Group> group,
      Typed typed,
      Map<String, Integer> permissions,
      FieldErrors errors,
      String done) {
    return scopes
        .list()
        .map(vocabulary -> PermissionMatrix.of(vocabulary, permissions, true))
        .map(matrix -> view(group, typed, matrix, errors))
        .map(view -> pages.page(status, Templates.groupForm(pages.frame(visitor, done), view)));
  }

  private static GroupFormView view(
      Optional<Group> group, Typed typed, PermissionMatrix matrix, FieldErrors errors) {
    return new GroupFormView(
        group.map(Group::id).orElse(0L),
        group.map(Group::name).orElse(""),
        group.map(Group::usersCount).orElse(0L),
        typed,
        matrix,
        errors);
  }

  private static Typed typed(Optional<Group> group) {
    Map<String, String> texts = new LinkedHashMap<>();
    group.ifPresent(
        one -> {
          @Nullable String notes = one.notes();
          texts.put("name", one.name());
          texts.put(Typed.SEEN, one.updatedAt().toString());
          if (notes != null) {
            texts.put("notes", notes);
          }
        });
    return new Typed(texts);
  }
}
