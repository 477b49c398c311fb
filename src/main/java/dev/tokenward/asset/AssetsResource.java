package dev.tokenward.asset;

import dev.tokenward.api.Answers;
import dev.tokenward.api.Envelope;
import dev.tokenward.api.ListJson;
import dev.tokenward.api.ListQuery;
import dev.tokenward.api.ResourceId;
import dev.tokenward.http.CurrentPrincipal;
import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Rights;
import dev.tokenward.verify.Principal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Assets (Snipe-IT: /hardware). */
@NonBlocking
@Path("/api/v1/hardware")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Assets", description = "Things with a tag, and who has them")
class AssetsResource {

  private final AssetService assets;
  private final CurrentPrincipal current;
  private final ListQuery.Reader queries;

  @Inject
  AssetsResource(AssetService assets, CurrentPrincipal current, ListQuery.Reader queries) {
    this.assets = assets;
    this.current = current;
    this.queries = queries;
  }

  @GET
  @PermissionsAllowed("assets.view")
  @Operation(operationId = "listAssets", summary = "List assets")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AssetAnswers.AssetsListed.class),
              examples = @ExampleObject(name = "one asset", value = AssetAnswers.LIST)))
  public Uni<ListJson<AssetJson>> list(@Context UriInfo uri) {
    ListQuery query = queries.read(uri);
    Rights rights = rights();
    return assets
        .list(query.request())
        .map(page -> ListJson.of(page, query, asset -> AssetJson.of(asset, rights)));
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("assets.view")
  @Operation(operationId = "findAsset", summary = "Find an asset")
  @APIResponse(
      responseCode = "200",
      description = "The asset, or the error that there is none.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {AssetJson.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "asset", value = AssetAnswers.ASSET),
                @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND)
              }))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<AssetJson> find(@PathParam("id") String id) {
    Rights rights = rights();
    return assets.find(number(id)).map(asset -> AssetJson.of(asset, rights));
  }

  @GET
  @Path("bytag/{tag:.+}")
  @PermissionsAllowed("assets.view")
  @Operation(
      operationId = "findAssetByTag",
      summary = "Find an asset by its tag",
      description = "The case of letters does not matter.")
  @APIResponse(
      responseCode = "200",
      description = "The asset, or the error that there is none.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {AssetJson.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "asset", value = AssetAnswers.ASSET),
                @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND)
              }))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<AssetJson> findByTag(@PathParam("tag") String tag) {
    Rights rights = rights();
    return assets.findByTag(tag).map(asset -> AssetJson.of(asset, rights));
  }

  @GET
  @Path("byserial/{serial:.+}")
  @PermissionsAllowed("assets.view")
  @Operation(
      operationId = "findAssetsBySerial",
      summary = "Find assets by their serial number",
      description =
          "The case of letters does not matter. There are MAX_RESULTS rows at most, the oldest.")
  @APIResponse(
      responseCode = "200",
      description = "The assets, or the error that there is none.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {AssetsFound.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "one asset", value = AssetAnswers.FOUND),
                @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND)
              }))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<AssetsFound> findBySerial(@PathParam("serial") String serial) {
    Rights rights = rights();
    return assets.findBySerial(serial).map(page -> AssetsFound.of(page, rights));
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("assets.create")
  @Operation(
      operationId = "createAsset",
      summary = "Create an asset",
      description = "Without an asset_tag it gets the next free number.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AssetFields.class, requiredProperties = "model"),
              examples = @ExampleObject(name = "new asset", value = AssetAnswers.FIELDS)))
  @APIResponse(
      responseCode = "200",
      description = "The new asset, or what is wrong with a field.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {AssetAnswers.AssetChanged.class, Answers.Invalid.class}),
              examples = {
                @ExampleObject(name = "created", value = AssetAnswers.CREATED),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  public Uni<Envelope<AssetJson>> create(RequestFields fields) {
    Principal caller = current.get();
    return assets
        .create(caller.actor(), AssetFields.forNewAsset(fields))
        .map(made -> answer("Asset created successfully. :)", made, caller.rights()));
  }

  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("assets.edit")
  @Operation(
      operationId = "changeAsset",
      summary = "Change an asset",
      description = "Fields that are absent stay as they are.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AssetFields.class),
              examples = @ExampleObject(name = "broken", value = AssetAnswers.CHANGES)))
  @APIResponse(
      responseCode = "200",
      description =
          "The asset afterwards, or the error that there is none or that a field is wrong.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        AssetAnswers.AssetChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = {
                @ExampleObject(name = "changed", value = AssetAnswers.UPDATED),
                @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND),
                @ExampleObject(name = "validation error", value = Answers.VALIDATION)
              }))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<Envelope<AssetJson>> change(@PathParam("id") String id, RequestFields fields) {
    Rights rights = rights();
    return assets
        .edit(number(id), AssetFields.forChange(fields))
        .map(changed -> answer("Asset updated successfully.", changed, rights));
  }

  @PUT
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  @PermissionsAllowed("assets.edit")
  @Operation(
      operationId = "putAsset",
      summary = "Change an asset",
      description = "The same as PATCH, as in Snipe-IT.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AssetFields.class),
              examples = @ExampleObject(name = "broken", value = AssetAnswers.CHANGES)))
  @APIResponse(
      responseCode = "200",
      description = "The same as PATCH.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      oneOf = {
                        AssetAnswers.AssetChanged.class,
                        Answers.Failed.class,
                        Answers.Invalid.class
                      }),
              examples = @ExampleObject(name = "changed", value = AssetAnswers.UPDATED)))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<Envelope<AssetJson>> put(@PathParam("id") String id, RequestFields fields) {
    return change(id, fields);
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("assets.delete")
  @Operation(
      operationId = "deleteAsset",
      summary = "Delete an asset",
      description = "Its tag is free again.")
  @APIResponse(
      responseCode = "200",
      description = "Done, or the error that there is no such asset.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(oneOf = {Answers.Done.class, Answers.Failed.class}),
              examples = {
                @ExampleObject(name = "deleted", value = AssetAnswers.DELETED),
                @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND)
              }))
  @APIResponse(
      responseCode = "404",
      description = AssetAnswers.NO_SUCH_ASSET,
      content =
          @Content(
              mediaType = AssetAnswers.PROBLEM,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(name = "not found", value = AssetAnswers.NOT_FOUND_HONESTLY)))
  public Uni<Envelope<AssetJson>> delete(@PathParam("id") String id) {
    return assets
        .delete(number(id))
        .map(done -> Envelope.of("The asset was deleted successfully.", null));
  }

  private Rights rights() {
    return current.get().rights();
  }

  private static Envelope<AssetJson> answer(String message, Asset asset, Rights rights) {
    return Envelope.of(message, AssetJson.of(asset, rights));
  }

  private static long number(String id) {
    return ResourceId.number(id).orElseThrow(AssetService::notFound);
  }
}
