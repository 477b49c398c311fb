package dev.tokenward.web;

import dev.tokenward.http.PageHeaders;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The files of the pages, which a browser may keep: another content has another address. */
@NonBlocking
@Path(PageFiles.ROOT)
@PermitAll
class FilesResource {

  private final PageFiles files;
  private final PageHeaders headers;

  @Inject
  FilesResource(PageFiles files, PageHeaders headers) {
    this.files = files;
    this.headers = headers;
  }

  @GET
  @Path("{hash}/" + PageFiles.STYLES)
  @Operation(hidden = true)
  public RestResponse<String> styles(@PathParam("hash") String hash) {
    return file(hash, PageFiles.STYLES, "text/css");
  }

  @GET
  @Path("{hash}/" + PageFiles.SCRIPT)
  @Operation(hidden = true)
  public RestResponse<String> script(@PathParam("hash") String hash) {
    return file(hash, PageFiles.SCRIPT, "text/javascript");
  }

  private RestResponse<String> file(String hash, String name, String type) {
    String content = files.content(hash, name).orElseThrow(NotFoundException::new);
    headers.ofFile();
    return ResponseBuilder.ok(content).type(type + ";charset=UTF-8").build();
  }
}
