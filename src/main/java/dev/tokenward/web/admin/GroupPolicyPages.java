package dev.tokenward.web.admin;

import dev.tokenward.api.PolicyFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.KeptPolicy;
import dev.tokenward.token.PolicyService;
import dev.tokenward.token.TokenPolicy;
import dev.tokenward.user.Group;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** What is demanded of the tokens of a group's members; changed by who may change the group. */
@NonBlocking
@Path(GroupsPage.PATH + "/{id}/policy")
@PermitAll
class GroupPolicyPages {

  private final PolicyService policies;
  private final GroupService groups;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  GroupPolicyPages(
      PolicyService policies, GroupService groups, Gate gate, Pages pages, Clock clock) {
    this.policies = policies;
    this.groups = groups;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> form(
      @PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            policies
                .find(GroupsPage.number(id))
                .chain(
                    kept ->
                        page(
                            new Shown(200, GroupsPage.number(id), kept, Done.words(done)),
                            visitor,
                            PolicyView.form(kept.policy()),
                            FieldErrors.NONE)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> replace(@PathParam("id") String id, RequestFields fields) {
    return gate.action(
        PermissionKey.SUPERUSER,
        fields,
        visitor -> replace(visitor, GroupsPage.number(id), fields));
  }

  @POST
  @Path("remove")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> remove(@PathParam("id") String id, RequestFields form) {
    return gate.action(
        PermissionKey.SUPERUSER,
        form,
        visitor ->
            policies
                .remove(GroupsPage.number(id))
                .map(done -> pages.redirect(path(id) + "?done=policy-removed")));
  }

  private Uni<RestResponse<String>> replace(Visitor visitor, long id, RequestFields fields) {
    return Uni.createFrom()
        .deferred(() -> policies.replace(visitor.actor(), id, read(fields)))
        .map(kept -> pages.redirect(path(String.valueOf(id)) + "?done=policy"))
        .onFailure(FieldErrors::explain)
        .recoverWithUni(failure -> again(visitor, id, fields, failure));
  }

  private Uni<RestResponse<String>> again(
      Visitor visitor, long id, RequestFields fields, Throwable failure) {
    Typed typed = Typed.of(fields, PolicyView.FIELDS);
    FieldErrors errors = FieldErrors.of((ProblemException) failure, Map.of(), Map.of());
    return policies
        .find(id)
        .chain(kept -> page(new Shown(422, id, kept, ""), visitor, typed, errors));
  }

  private static TokenPolicy read(RequestFields fields) {
    return PolicyFields.ofGroup(fields.without(Gate.FORM_TOKEN));
  }

  private static String path(String id) {
    return GroupsPage.PATH + "/" + id + "/policy";
  }

  private Uni<RestResponse<String>> page(
      Shown shown, Visitor visitor, Typed form, FieldErrors errors) {
    return name(visitor, shown.group())
        .map(
            name ->
                new PolicyView(
                    shown.group(),
                    name,
                    form,
                    errors,
                    List.of(),
                    PolicyView.changed(shown.kept(), clock.instant()),
                    visitor.may(PermissionKey.SUPERUSER)))
        .map(
            view ->
                pages.page(
                    shown.status(), Templates.policy(pages.frame(visitor, shown.done()), view)));
  }

  /** Only superusers may see groups; others know the number. */
  private Uni<String> name(Visitor visitor, long id) {
    return visitor.may(PermissionKey.SUPERUSER)
        ? groups.find(id).map(Group::name)
        : Uni.createFrom().item("number " + id);
  }

  /**
   * What a page is about.
   *
   * @param status of the answer
   * @param group the number of the group
   * @param kept its policy
   * @param done what was just done; empty for nothing
   */
  private record Shown(int status, long group, KeptPolicy kept, String done) {}
}
