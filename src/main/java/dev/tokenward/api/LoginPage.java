package dev.tokenward.api;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where a browser is sent that asks the API without a credential: how to get one. */
@NonBlocking
@Path("/login")
@PermitAll
class LoginPage {

  private final String html;

  @Inject
  LoginPage(AppSettings settings) {
    String base = Html.escape(BaseUrl.of(settings).text());
    this.html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tokenward</title></head>
        <body>
        <h1>This is an API for programs</h1>
        <p>Every request needs a personal access token. Create one with your username and password:</p>
        <pre>curl -u USERNAME -H "Accept: application/json" -d "name=My first token" %1$s/api/v1/account/personal-access-tokens</pre>
        <p>Then send it with each request:</p>
        <pre>curl -H "Accept: application/json" -H "Authorization: Bearer TOKEN" %1$s/api/v1/users/me</pre>
        </body>
        </html>
        """
            .formatted(base);
  }

  @GET
  @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
  @Operation(hidden = true)
  public String page() {
    return html;
  }
}
