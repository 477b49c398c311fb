package dev.tokenward.gateway;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds the routes of proxies to the OpenAPI document, because they are no resources. Runs while the
 * application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiRoutes implements OASFilter {

  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String REQUIREMENT =
      "What the route needs. Unknown names and empty values are refused with 400.";

  /** Made by the build. */
  public OpenApiRoutes() {}

  @Override
  public void filterOpenAPI(OpenAPI document) {
    add(
        document,
        "/authz/auth-request",
        operation("authRequest", "May this pass? (nginx auth_request)")
            .parameters(requirement())
            .addParameter(header("X-Original-Method", "GET"))
            .addParameter(header("X-Original-URL", "https://app.example.com/reports")));
    add(
        document,
        "/authz/forward-auth",
        operation("forwardAuth", "May this pass? (Traefik, Caddy, HAProxy)")
            .parameters(requirement())
            .addParameter(header("X-Forwarded-Method", "GET"))
            .addParameter(header("X-Forwarded-Proto", "https"))
            .addParameter(header("X-Forwarded-Host", "app.example.com"))
            .addParameter(header("X-Forwarded-Uri", "/reports")));
    add(
        document,
        "/authz/ext-authz/{path}",
        operation("extAuthz", "May this pass? (Envoy ext_authz)")
            .addParameter(path())
            .addParameter(
                header("X-Authz-Require", "scope=assets.view")
                    .required(false)
                    .description(REQUIREMENT + " In the form of a query.")));
  }

  private static void add(OpenAPI document, String path, Operation operation) {
    document.getPaths().addPathItem(path, OASFactory.createPathItem().GET(operation));
  }

  private static Operation operation(String id, String summary) {
    return OASFactory.createOperation()
        .operationId(id)
        .summary(summary)
        .description("Asked by a proxy, with any method. Only 200 is a yes.")
        .addTag("Gateways")
        .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"))
        .responses(responses());
  }

  private static List<Parameter> requirement() {
    return List.of(
        query("scope", "Permissions that are all needed, with spaces between; may be repeated."),
        query("any_scope", "Permissions of which one is needed, likewise."),
        query("permission", "One more permission that is needed."),
        query("audience", "The service, as an absolute URI."),
        query("resource", "The same, as RFC 8707 calls it."));
  }

  private static Parameter query(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(description + " " + REQUIREMENT)
        .schema(text());
  }

  private static Parameter header(String name, String example) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description("Part of the original request.")
        .schema(text())
        .example(example);
  }

  private static Parameter path() {
    return OASFactory.createParameter()
        .name("path")
        .in(Parameter.In.PATH)
        .required(true)
        .description("The path of the original request, of any number of segments.")
        .schema(text());
  }

  private static APIResponses responses() {
    return OASFactory.createAPIResponses()
        .addAPIResponse("200", yes())
        .addAPIResponse(
            "400",
            no(
                "The question makes no sense.",
                Map.of("WWW-Authenticate", "Bearer realm=\"tokenward\", error=\"invalid_request\""),
                400,
                "Bad Request"))
        .addAPIResponse(
            "401",
            no(
                "No token, or one that does not count.",
                Map.of("WWW-Authenticate", "Bearer realm=\"tokenward\""),
                401,
                "Unauthorized"))
        .addAPIResponse(
            "403",
            no(
                "A permission that the route needs is missing.",
                Map.of(
                    "WWW-Authenticate",
                    "Bearer realm=\"tokenward\", error=\"insufficient_scope\","
                        + " scope=\"assets.view\""),
                403,
                "Forbidden"))
        .addAPIResponse(
            "429", no("The budget is spent.", Map.of("Retry-After", "1"), 429, "Too Many Requests"))
        .addAPIResponse(
            "503",
            no(
                "Nothing can be decided at the moment.",
                Map.of("Retry-After", "1"),
                503,
                "Service Unavailable"));
  }

  private static APIResponse yes() {
    APIResponse yes =
        OASFactory.createAPIResponse()
            .description("It may pass; the headers say whose request it is. There is no body.");
    IdentityHeaders.NAMES.forEach(name -> yes.addHeader(name, header()));
    return yes;
  }

  private static APIResponse no(
      String description, Map<String, String> headers, int status, String title) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", description);
    problem.put("request-id", "3f0c9b5e7a214d6f8b1e2c3d4a5f6071");
    APIResponse no =
        OASFactory.createAPIResponse()
            .description(description)
            .addHeader("X-Auth-Problem", header())
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        PROBLEM_JSON,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().addType(SchemaType.OBJECT))
                            .addExample("refused", OASFactory.createExample().value(problem))));
    headers.forEach((name, example) -> no.addHeader(name, header().example(example)));
    return no;
  }

  private static Header header() {
    return OASFactory.createHeader().schema(text());
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
