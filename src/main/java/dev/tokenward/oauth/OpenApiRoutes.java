package dev.tokenward.oauth;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Adds the routes at which services ask to the OpenAPI document, because they are no resources.
 * Runs while the application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiRoutes implements OASFilter {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Made by the build. */
  public OpenApiRoutes() {}

  @Override
  public void filterOpenAPI(OpenAPI document) {
    add(document, Introspection.PATH, introspect());
    add(document, Revocation.PATH, revoke());
  }

  private static void add(OpenAPI document, String path, Operation operation) {
    document.getPaths().addPathItem(path, OASFactory.createPathItem().POST(operation));
  }

  private static Operation introspect() {
    Map<String, Schema> parameters = parameters();
    parameters.put(
        "client_ip",
        text("Where the token came from: needed for tokens that are bound to networks."));
    return OASFactory.createOperation()
        .operationId("introspect")
        .summary("Does this token count here, and whose is it? (RFC 7662)")
        .description(
            "Asked by a service: a registered client, or a token with the permission"
                + " `tokenward.introspect`.")
        .addTag("OAuth")
        .security(List.of(requirement("basic"), requirement("bearer")))
        .requestBody(body(parameters))
        .responses(
            responses()
                .addAPIResponse("200", answer())
                .addAPIResponse(
                    "403",
                    error(
                        "insufficient_scope",
                        "The token that asks lacks the permission.",
                        Map.of("WWW-Authenticate", "Bearer realm=\"tokenward\""))));
  }

  private static Operation revoke() {
    return OASFactory.createOperation()
        .operationId("revokePresented")
        .summary("End a token that was presented (RFC 7009)")
        .description(
            "With the credentials of a registered client, or a token with the permission"
                + " `tokenward.revoke`: a token that names a service of the caller. Without"
                + " credentials: whichever token is sent. Answered alike where nothing was revoked.")
        .addTag("OAuth")
        .security(
            List.of(
                requirement("basic"),
                requirement("bearer"),
                OASFactory.createSecurityRequirement()))
        .requestBody(body(parameters()))
        .responses(
            responses()
                .addAPIResponse(
                    "200",
                    OASFactory.createAPIResponse()
                        .description("The token is of no use to the caller any more."))
                .addAPIResponse(
                    "403",
                    error(
                        "insufficient_scope",
                        "The token that asks lacks the permission.",
                        Map.of("WWW-Authenticate", "Bearer realm=\"tokenward\""))));
  }

  private static SecurityRequirement requirement(String scheme) {
    return OASFactory.createSecurityRequirement().addScheme(scheme);
  }

  private static Map<String, Schema> parameters() {
    Map<String, Schema> parameters = new LinkedHashMap<>();
    parameters.put("token", text("The token that it is about."));
    parameters.put("token_type_hint", text("Ignored: there is one kind of token."));
    parameters.put("client_id", text("The client's id, instead of the Authorization header."));
    parameters.put("client_secret", text("The client's secret, likewise."));
    return parameters;
  }

  private static RequestBody body(Map<String, Schema> parameters) {
    return OASFactory.createRequestBody()
        .required(true)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    FORM,
                    OASFactory.createMediaType()
                        .schema(
                            OASFactory.createSchema()
                                .addType(SchemaType.OBJECT)
                                .properties(parameters)
                                .required(List.of("token")))));
  }

  private static APIResponse answer() {
    Content content = OASFactory.createContent();
    content.addMediaType(
        JSON,
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().addType(SchemaType.OBJECT))
            .addExample("active", OASFactory.createExample().value(active()))
            .addExample("inactive", OASFactory.createExample().value(Map.of("active", false))));
    return OASFactory.createAPIResponse()
        .description(
            "What is known of the token; of one that does not count, or is not meant for the"
                + " caller, nothing but that it is not active.")
        .content(content);
  }

  private static Map<String, Object> active() {
    Map<String, Object> ext = new LinkedHashMap<>();
    ext.put("token_name", "ci");
    ext.put("expires_in_days", 12);
    Map<String, Object> active = new LinkedHashMap<>();
    active.put("active", true);
    active.put("scope", "assets.view users.view");
    active.put("client_id", "personal-access-token");
    active.put("username", "alice");
    active.put("token_type", "Bearer");
    active.put("exp", 1795478400);
    active.put("iat", 1763942400);
    active.put("nbf", 1763942400);
    active.put("sub", "42");
    active.put("aud", List.of("https://api.example.com"));
    active.put("iss", "https://tokens.example.com");
    active.put("jti", "3f0c6a3e-9c1b-4f5e-8a1d-2b7c9e0d4f6a");
    active.put("ext", ext);
    return active;
  }

  private static APIResponses responses() {
    return OASFactory.createAPIResponses()
        .addAPIResponse(
            "400",
            error(
                "invalid_request",
                "A parameter is missing, twice or wrong; or, with a challenge, the caller shows in"
                    + " two ways who it is.",
                Map.of(
                    "WWW-Authenticate", "Bearer realm=\"tokenward\", error=\"invalid_request\"")))
        .addAPIResponse(
            "401",
            error(
                "invalid_client",
                "It is not known who asks.",
                Map.of("WWW-Authenticate", "Basic realm=\"tokenward\", charset=\"UTF-8\"")))
        .addAPIResponse(
            "413", error("invalid_request", "The body is larger than 16 KiB.", Map.of()))
        .addAPIResponse("415", error("invalid_request", "The body is no form.", Map.of()))
        .addAPIResponse("429", error("slow_down", "A budget is spent.", Map.of("Retry-After", "1")))
        .addAPIResponse(
            "503",
            error(
                "temporarily_unavailable",
                "Nothing can be decided or changed at the moment.",
                Map.of("Retry-After", "1")));
  }

  private static APIResponse error(String code, String description, Map<String, String> headers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", code);
    body.put("error_description", description);
    APIResponse error =
        OASFactory.createAPIResponse()
            .description(description)
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().addType(SchemaType.OBJECT))
                            .addExample(code, OASFactory.createExample().value(body))));
    headers.forEach((name, example) -> error.addHeader(name, header(example)));
    return error;
  }

  private static Header header(String example) {
    return OASFactory.createHeader()
        .schema(OASFactory.createSchema().addType(SchemaType.STRING))
        .example(example);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
  }
}
