package dev.tokenward.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Encoding;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document that every body may be a form too, and that plain fields may be in
 * the query, because {@link RequestFieldsReader} reads all of them; and how {@link BodyFormat}
 * wants lists and objects in one. Runs while the application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiForms implements OASFilter {

  /** What is not below it says itself what it reads. */
  private static final String API = "/api/";

  /** Made by the build. */
  public OpenApiForms() {}

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith(API))
        .flatMap(path -> path.getValue().getOperations().values().stream())
        .filter(operation -> content(operation) != null)
        .forEach(operation -> addForms(operation, document));
  }

  private static void addForms(Operation operation, OpenAPI document) {
    Content content = Objects.requireNonNull(content(operation));
    Map<String, Schema> fields =
        fields(
            content.getMediaType(jakarta.ws.rs.core.MediaType.APPLICATION_JSON).getSchema(),
            document);
    addForm(content, fields);
    fields.forEach((name, schema) -> addParameter(operation, name, schema));
  }

  private static void addParameter(Operation operation, String name, Schema schema) {
    if (!RequestFieldsReader.NEVER_IN_ADDRESSES.contains(name) && encoding(schema) == null) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(name)
              .in(Parameter.In.QUERY)
              .description("Instead of the field of the body, which wins.")
              .schema(schema));
    }
  }

  private static @Nullable Content content(Operation operation) {
    return operation.getRequestBody() == null ? null : operation.getRequestBody().getContent();
  }

  private static void addForm(Content content, Map<String, Schema> fields) {
    MediaType json = content.getMediaType(jakarta.ws.rs.core.MediaType.APPLICATION_JSON);
    MediaType form =
        OASFactory.createMediaType().schema(json.getSchema()).examples(json.getExamples());
    fields.forEach(
        (name, schema) -> {
          @Nullable Encoding encoding = encoding(schema);
          if (encoding != null) {
            form.addEncoding(name, encoding);
          }
        });
    content.addMediaType(jakarta.ws.rs.core.MediaType.APPLICATION_FORM_URLENCODED, form);
  }

  private static Map<String, Schema> fields(Schema schema, OpenAPI document) {
    @Nullable String ref = schema.getRef();
    if (ref == null) {
      return schema.getProperties();
    }
    String name = ref.substring(ref.lastIndexOf('/') + 1);
    return Objects.requireNonNull(document.getComponents().getSchemas().get(name)).getProperties();
  }

  /** What is said for a list and for an object; all else is in a form as OpenAPI expects it. */
  private static @Nullable Encoding encoding(Schema schema) {
    List<SchemaType> types = schema.getType();
    if (types.contains(SchemaType.ARRAY)) {
      return OASFactory.createEncoding().style(Encoding.Style.FORM).explode(false);
    }
    return types.contains(SchemaType.OBJECT)
        ? OASFactory.createEncoding().style(Encoding.Style.DEEP_OBJECT).explode(true)
        : null;
  }
}
