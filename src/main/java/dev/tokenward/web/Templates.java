package dev.tokenward.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages as Qute checks them when the service is built, one method for each file. */
@CheckedTemplate(basePath = "web", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

  private Templates() {}

  static native TemplateInstance message(Frame frame, Message message);

  static native TemplateInstance signIn(Frame frame, SignInView view);

  static native TemplateInstance tokens(Frame frame, TokensView view);

  static native TemplateInstance newToken(Frame frame, NewTokenView view);

  static native TemplateInstance created(Frame frame, CreatedView view);

  static native TemplateInstance profile(Frame frame, ProfileView view);

  static native TemplateInstance password(Frame frame, PasswordView view);

  static native TemplateInstance sessions(Frame frame, SessionsView view);

  static native TemplateInstance revoke(Frame frame, RevokeView view);
}
