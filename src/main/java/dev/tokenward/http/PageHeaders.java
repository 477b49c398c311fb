package dev.tokenward.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Replaces headers that every answer has by those of a page. What a resource answers with comes on
 * top of them: a second policy beside the first would allow nothing.
 */
@Singleton
public class PageHeaders {

  /** Nothing but files of this service, and the one icon that is written into the page. */
  private static final CharSequence CONTENT_SECURITY_POLICY =
      HttpHeaders.createOptimized(
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
              + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");

  private static final CharSequence KEEP_FOR_A_YEAR =
      HttpHeaders.createOptimized("public, max-age=31536000, immutable");

  private final RoutingContext context;

  @Inject
  PageHeaders(RoutingContext context) {
    this.context = context;
  }

  /** Lets the current answer use the service's own files; call it while the request is handled. */
  public void ofPage() {
    context.response().headers().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  /**
   * Lets anybody keep the current answer for a while, because it is the same for all.
   *
   * @param time how long
   */
  public void ofPublicAnswer(Duration time) {
    context
        .response()
        .headers()
        .set(HttpHeaders.CACHE_CONTROL, "public, max-age=" + time.toSeconds())
        .remove("Pragma");
  }

  /** Lets a browser keep the current answer, whose address changes with its content. */
  public void ofFile() {
    context.response().headers().set(HttpHeaders.CACHE_CONTROL, KEEP_FOR_A_YEAR).remove("Pragma");
  }
}
