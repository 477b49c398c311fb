package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.http.PageHeaders;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers with pages, and with ways to other pages. */
@Singleton
class Pages {

  static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

  private final PageHeaders headers;
  private final String base;
  private final String styles;
  private final String script;

  @Inject
  Pages(AppSettings settings, PageFiles files, PageHeaders headers) {
    this.headers = headers;
    this.base = BaseUrl.of(settings).path();
    this.styles = base + files.path(PageFiles.STYLES);
    this.script = base + files.path(PageFiles.SCRIPT);
  }

  Frame frame() {
    return new Frame(base, styles, script, "", "", false, "");
  }

  Frame frame(Visitor visitor) {
    return frame(visitor, "");
  }

  Frame frame(Visitor visitor, String status) {
    return new Frame(
        base,
        styles,
        script,
        visitor.profile().fullName(),
        visitor.secret().formToken(),
        visitor.mayHaveTokens(),
        status);
  }

  RestResponse<String> page(int status, TemplateInstance page, String... cookies) {
    return answer(status, page, cookies).build();
  }

  RestResponse<String> page(TemplateInstance page) {
    return page(200, page);
  }

  RestResponse<String> message(int status, Frame frame, Message message, String... cookies) {
    return page(status, Templates.message(frame, message), cookies);
  }

  RestResponse<String> pageForLater(int status, TemplateInstance page, long seconds) {
    return answer(status, page).header("Retry-After", Long.toString(seconds)).build();
  }

  /** To another page, whatever the method was. */
  RestResponse<String> redirect(String path, String... cookies) {
    return withCookies(ResponseBuilder.create(303), cookies)
        .header("Location", base + path)
        .build();
  }

  /** To a page of somebody else's. */
  RestResponse<String> redirectAway(String address, String... cookies) {
    return withCookies(ResponseBuilder.create(303), cookies).header("Location", address).build();
  }

  private ResponseBuilder<String> answer(int status, TemplateInstance page, String... cookies) {
    headers.ofPage();
    return withCookies(ResponseBuilder.create(status), cookies).type(HTML).entity(page.render());
  }

  private static ResponseBuilder<String> withCookies(
      ResponseBuilder<String> answer, String... cookies) {
    for (String cookie : cookies) {
      answer.header("Set-Cookie", cookie);
    }
    return answer;
  }
}
