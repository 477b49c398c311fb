package dev.tokenward.web.admin;

import dev.tokenward.client.IssuedSecret;
import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows a new secret of a client, in the answer to the form that made it. */
@Singleton
class NewSecretPage {

  private final Pages pages;
  private final String url;

  @Inject
  NewSecretPage(Pages pages, AppSettings settings) {
    this.pages = pages;
    this.url = BaseUrl.of(settings).text();
  }

  /** The only page that ever shows this secret. */
  RestResponse<String> once(Visitor visitor, IssuedSecret issued) {
    NewSecretView view =
        new NewSecretView(
            issued.client().id().toString(),
            issued.client().name(),
            issued.client().audience(),
            issued.client().secrets().size() == 1,
            issued.text(),
            url);
    return pages.page(Templates.newSecret(pages.frame(visitor), view));
  }
}
