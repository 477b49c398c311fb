package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.SecureSettings;
import dev.tokenward.http.BrowserRequest;
import dev.tokenward.session.SessionSecret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The three cookies: one for a session, one for the form that begins a session, and one for whoever
 * is away at a provider to sign in there. Where the service is reached by https their names say
 * {@code __Host-}, so that no other host and no page in clear can set them.
 */
@Singleton
class Cookies {

  private static final String SESSION = "tokenward_session";
  private static final String FORM = "tokenward_form";

  private static final String AWAY = "tokenward_away";

  private final boolean secure;

  @Inject
  Cookies(AppSettings settings, SecureSettings secure) {
    this.secure = BaseUrl.of(settings).cookiesAreSecure(secure);
  }

  Optional<SessionSecret> session(BrowserRequest request) {
    return request.cookie(name(SESSION)).flatMap(SessionSecret::parse);
  }

  Optional<SessionSecret> form(BrowserRequest request) {
    return request.cookie(name(FORM)).flatMap(SessionSecret::parse);
  }

  String ofSession(SessionSecret secret) {
    return cookie(SESSION, secret.text(), "");
  }

  String ofForm(SessionSecret secret) {
    return cookie(FORM, secret.text(), "");
  }

  Optional<Errand> errand(BrowserRequest request) {
    return request.cookie(name(AWAY)).flatMap(Errand::parse);
  }

  String ofErrand(Errand errand) {
    return cookie(AWAY, errand.text(), "; Max-Age=600");
  }

  String noErrand() {
    return cookie(AWAY, "", "; Max-Age=0");
  }

  String noSession() {
    return cookie(SESSION, "", "; Max-Age=0");
  }

  String noForm() {
    return cookie(FORM, "", "; Max-Age=0");
  }

  private String cookie(String name, String value, String more) {
    String attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    return name(name) + "=" + value + attributes + more;
  }

  private String name(String name) {
    return secure ? "__Host-" + name : name;
  }
}
