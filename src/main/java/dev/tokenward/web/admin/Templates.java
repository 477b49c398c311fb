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
}
