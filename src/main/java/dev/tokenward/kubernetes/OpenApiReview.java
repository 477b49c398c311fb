package dev.tokenward.kubernetes;

import dev.tokenward.user.PermissionKey;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Adds the route of API servers to the OpenAPI document, because it is no resource. Runs while the
 * application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiReview implements OASFilter {

  private static final String JSON = "application/json";
  private static final String CLUSTER = "https://cluster-a.example.com";

  /** Made by the build. */
  public OpenApiReview() {}

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .addPathItem(
            TokenReviews.PATH,
            OASFactory.createPathItem()
                .POST(
                    OASFactory.createOperation()
                        .operationId("tokenReview")
                        .summary("Who is behind this token? (Kubernetes TokenReview)")
                        .description(
                            "Asked by an API server: a registered client, or a token with the"
                                + " permission `%s`.".formatted(PermissionKey.INTROSPECT))
                        .addTag("Kubernetes")
                        .security(List.of(requirement("basic"), requirement("bearer")))
                        .requestBody(
                            OASFactory.createRequestBody()
                                .required(true)
                                .content(content(Map.of("question", question()), review())))
                        .responses(responses())));
  }

  private static SecurityRequirement requirement(String scheme) {
    return OASFactory.createSecurityRequirement().addScheme(scheme);
  }

  private static APIResponses responses() {
    return OASFactory.createAPIResponses()
        .addAPIResponse(
            "200",
            OASFactory.createAPIResponse()
                .description("Yes or no, in the version in which was asked.")
                .content(content(Map.of("yes", yes(), "no", no()), object())))
        .addAPIResponse(
            "400",
            error(
                    "invalid_request",
                    "It is no TokenReview; or, with a challenge, the caller shows in two ways who it"
                        + " is.")
                .addHeader("WWW-Authenticate", OASFactory.createHeader().schema(text())))
        .addAPIResponse(
            "401",
            error("invalid_client", "It is not known who asks.")
                .addHeader("WWW-Authenticate", OASFactory.createHeader().schema(text())))
        .addAPIResponse(
            "403",
            error("insufficient_scope", "The token that asks lacks the permission.")
                .addHeader("WWW-Authenticate", OASFactory.createHeader().schema(text())))
        .addAPIResponse("413", error("invalid_request", "The body is larger than 16 KiB."))
        .addAPIResponse("415", error("invalid_request", "The body is not JSON."))
        .addAPIResponse("429", later("slow_down", "A budget is spent."))
        .addAPIResponse(
            "503", later("temporarily_unavailable", "Nothing can be decided at the moment."));
  }

  private static APIResponse later(String code, String description) {
    return error(code, description)
        .addHeader("Retry-After", OASFactory.createHeader().schema(text()));
  }

  private static APIResponse error(String code, String description) {
    JsonObject body = new JsonObject().put("error", code).put("error_description", description);
    return OASFactory.createAPIResponse()
        .description(description)
        .content(content(Map.of(code, body), object()));
  }

  private static Content content(Map<String, JsonObject> examples, Schema schema) {
    MediaType type = OASFactory.createMediaType().schema(schema);
    // Always in the same order, so that builds are equal.
    new TreeMap<>(examples)
        .forEach(
            (name, example) ->
                type.addExample(name, OASFactory.createExample().value(example.getMap())));
    return OASFactory.createContent().addMediaType(JSON, type);
  }

  private static JsonObject question() {
    return new JsonObject(
        """
        {"apiVersion": "%s", "kind": "%s", "spec": {"token": "twd_…", "audiences": ["%s"]}}"""
            .formatted(ReviewVersion.V1.apiVersion(), TokenReview.KIND, CLUSTER));
  }

  private static JsonObject yes() {
    ClusterUser alice =
        new ClusterUser(
            "tokenward:alice",
            42,
            List.of("tokenward:it-admins"),
            Map.of("tokenward.dev/scopes", List.of("assets.view")));
    return ReviewJson.yes(ReviewVersion.V1, alice, List.of(CLUSTER)).toJsonObject();
  }

  private static JsonObject no() {
    return ReviewJson.no(ReviewVersion.V1, "The token has expired.").toJsonObject();
  }

  private static Schema review() {
    Schema audiences = OASFactory.createSchema().addType(SchemaType.ARRAY).items(text());
    return object()
        .addProperty("apiVersion", text())
        .addProperty("kind", text())
        .addProperty(
            "spec",
            object()
                .addProperty("token", text())
                .addProperty("audiences", audiences)
                .required(List.of("token")))
        .required(List.of("apiVersion", "kind", "spec"));
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
