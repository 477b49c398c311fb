package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** What a request gets whose credentials do not count, or that has none. */
@Singleton
class UnauthenticatedAnswer {

  private final String signInPage;

  @Inject
  UnauthenticatedAnswer(AppSettings settings) {
    this.signInPage = BaseUrl.of(settings).signInPage().toString();
  }

  /** The way to the sign-in page for a person with a browser, a 401 for everybody else. */
  ErrorAnswer of(RoutingContext context) {
    return Rendering.of(context) == Rendering.BROWSER
        ? ErrorAnswer.of(302, null, "").withHeader("Location", List.of(signInPage))
        : ErrorAnswers.unauthenticated(context);
  }
}
