package dev.tokenward.web;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The service's own address, which people type: leads to the page that most of them come for. */
@NonBlocking
@Path("/")
@PermitAll
class HomePage {

  private final Pages pages;

  @Inject
  HomePage(Pages pages) {
    this.pages = pages;
  }

  @GET
  @Operation(hidden = true)
  public RestResponse<String> home() {
    return pages.redirect(Return.HOME);
  }
}
