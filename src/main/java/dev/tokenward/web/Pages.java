package dev.tokenward.web;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.http.PageHeaders;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers with pages, and with ways to other pages. */
@Singleton
public class Pages {

  /** What every page is. */
  public static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

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

  /**
   * The frame of a page for everybody.
   *
   * @return without anybody's name
   */
  public Frame frame() {
    return new Frame(base, styles, script, "", "", List.of(), List.of(), "");
  }

  /**
   * The frame of a page for somebody.
   *
   * @param visitor who sees it
   * @return with what they may use
   */
  public Frame frame(Visitor visitor) {
    return frame(visitor, "");
  }

  /**
   * The frame of a page that follows something.
   *
   * @param visitor who sees it
   * @param status what was just done; empty for nothing
   * @return with what they may use
   */
  public Frame frame(Visitor visitor, String status) {
    return new Frame(
        base,
        styles,
        script,
        visitor.profile().fullName(),
        visitor.secret().formToken(),
        Navigation.account(visitor),
        Navigation.administration(visitor),
        status);
  }

  /**
   * Answers with a page.
   *
   * @param status of the answer
   * @param page what to show
   * @param cookies to set
   * @return the answer, which nobody may keep
   */
  public RestResponse<String> page(int status, TemplateInstance page, String... cookies) {
    return answer(status, page, cookies).build();
  }

  /**
   * Answers with a page.
   *
   * @param page what to show
   * @return the answer, which nobody may keep
   */
  public RestResponse<String> page(TemplateInstance page) {
    return page(200, page);
  }

  /**
   * Answers with a page that only says something.
   *
   * @param status of the answer
   * @param frame around it
   * @param message what it says
   * @param cookies to set
   * @return the answer
   */
  public RestResponse<String> message(int status, Frame frame, Message message, String... cookies) {
    return page(status, Templates.message(frame, message), cookies);
  }

  RestResponse<String> pageForLater(int status, TemplateInstance page, long seconds) {
    return answer(status, page).header("Retry-After", Long.toString(seconds)).build();
  }

  /**
   * Leads to another page, whatever the method was.
   *
   * @param path of the page, below the base
   * @param cookies to set
   * @return the answer
   */
  public RestResponse<String> redirect(String path, String... cookies) {
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
