package dev.tokenward.web.admin;

import dev.tokenward.web.Frame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages as Qute checks them when the service is built, one method for each file. */
@CheckedTemplate(basePath = "web/admin", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

  private Templates() {}

  static native TemplateInstance dashboard(Frame frame, DashboardView view);

  static native TemplateInstance allTokens(Frame frame, AllTokensView view);

  static native TemplateInstance revokeAny(Frame frame, RevokeAnyView view);

  static native TemplateInstance revokeMany(Frame frame, RevokeManyView view);

  static native TemplateInstance inspect(Frame frame, InspectView view);

  static native TemplateInstance users(Frame frame, UsersView view);

  static native TemplateInstance user(Frame frame, UserView view);

  static native TemplateInstance userForm(Frame frame, UserFormView view);

  static native TemplateInstance userPassword(Frame frame, UserPasswordView view);

  static native TemplateInstance deletion(Frame frame, DeletionView view);

  static native TemplateInstance groups(Frame frame, GroupsView view);

  static native TemplateInstance groupForm(Frame frame, GroupFormView view);

  static native TemplateInstance policy(Frame frame, PolicyView view);

  static native TemplateInstance violations(Frame frame, ViolationsView view);

  static native TemplateInstance clients(Frame frame, ClientsView view);

  static native TemplateInstance newClient(Frame frame, ClientFormView view);

  static native TemplateInstance client(Frame frame, ClientView view);

  static native TemplateInstance newSecret(Frame frame, NewSecretView view);
}
