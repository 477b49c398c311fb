package dev.tokenward.oauth;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.http.PageHeaders;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * By what a client of OAuth finds its way here, given the one address of the service. It gives no
 * tokens by OAuth: people make them. So there is neither an authorization nor a token endpoint.
 */
@NonBlocking
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "OAuth")
class MetadataResource {

  private static final Duration MAY_BE_CACHED = Duration.ofHours(1);

  private static final String BASIC = "client_secret_basic";
  private static final String POST = "client_secret_post";

  private final BaseUrl base;
  private final PageHeaders headers;

  @Inject
  MetadataResource(AppSettings settings, PageHeaders headers) {
    this.base = BaseUrl.of(settings);
    this.headers = headers;
  }

  @GET
  @Path("oauth-authorization-server")
  @Operation(
      operationId = "authorizationServer",
      summary = "Where tokens are asked about and revoked (RFC 8414)")
  @APIResponse(
      responseCode = "200",
      description = "The metadata of the authorization server.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AuthorizationServerJson.class),
              examples =
                  @ExampleObject(
                      name = "server",
                      value =
                          """
                          {"issuer":"https://tokens.example.com",
                           "introspection_endpoint":"https://tokens.example.com/oauth/introspect",
                           "introspection_endpoint_auth_methods_supported":
                            ["client_secret_basic","client_secret_post","Bearer"],
                           "revocation_endpoint":"https://tokens.example.com/oauth/revoke",
                           "revocation_endpoint_auth_methods_supported":
                            ["client_secret_basic","client_secret_post","none"],
                           "response_types_supported":[],"grant_types_supported":[]}""")))
  public AuthorizationServerJson authorizationServer() {
    headers.ofPublicAnswer(MAY_BE_CACHED);
    return new AuthorizationServerJson(
        base.text(),
        base.text() + Introspection.PATH,
        List.of(BASIC, POST, "Bearer"),
        base.text() + Revocation.PATH,
        List.of(BASIC, POST, "none"),
        List.of(),
        List.of());
  }

  @GET
  @Path("oauth-protected-resource")
  @Operation(operationId = "protectedResource", summary = "What takes tokens here (RFC 9728)")
  @APIResponse(
      responseCode = "200",
      description = "The metadata of the protected resource: this service's API.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProtectedResourceJson.class),
              examples =
                  @ExampleObject(
                      name = "resource",
                      value =
                          """
                          {"resource":"https://tokens.example.com",
                           "authorization_servers":["https://tokens.example.com"],
                           "bearer_methods_supported":["header"],"resource_name":"Tokenward"}""")))
  public ProtectedResourceJson protectedResource() {
    headers.ofPublicAnswer(MAY_BE_CACHED);
    return new ProtectedResourceJson(
        base.text(), List.of(base.text()), List.of("header"), "Tokenward");
  }
}
