package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the schemas of the OpenAPI document what the records that they are made of say already:
 * which values may be null, and that an answer has all of its keys. Runs while the application is
 * built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiSchemas implements OASFilter {

  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
  private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
  private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
  private static final DotName SCHEMA =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

  /** From the name of a schema to those of its keys whose value may be null. */
  private final Map<String, Set<String>> nullable;

  /**
   * Made by the build.
   *
   * @param index of the application's classes, some of which it may hold twice
   */
  public OpenApiSchemas(IndexView index) {
    this.nullable =
        index.getKnownClasses().stream()
            .filter(OpenApiSchemas::isOurs)
            .collect(
                Collectors.toUnmodifiableMap(
                    OpenApiSchemas::schemaName,
                    type -> nullableKeys(type, index),
                    (keys, again) -> keys));
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    List<Schema> bodies = requestBodies(document);
    schemas.forEach((name, schema) -> allowNull(schema, name));
    bodies.forEach(body -> namesOf(body, schemas).forEach(name -> allowNull(body, name)));
    Set<String> ofRequests =
        bodies.stream()
            .map(Schema::getRef)
            .filter(Objects::nonNull)
            .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
            .collect(Collectors.toUnmodifiableSet());
    schemas.forEach(
        (name, schema) -> {
          if (!ofRequests.contains(name)) {
            schema.setRequired(List.copyOf(schema.getProperties().keySet()));
          }
        });
  }

  /**
   * Other packages have records of the same names, which no answer is made of: there only those
   * count that say that they are a schema.
   */
  private static boolean isOurs(ClassInfo type) {
    return type.isRecord()
        && (type.name().packagePrefix().equals(OpenApiSchemas.class.getPackageName())
            || type.hasDeclaredAnnotation(SCHEMA));
  }

  private static String schemaName(ClassInfo type) {
    return text(type.declaredAnnotation(SCHEMA), "name", type.simpleName());
  }

  private static Set<String> nullableKeys(ClassInfo type, IndexView index) {
    Stream<ClassInfo> interfaces =
        type.interfaceNames().stream().map(index::getClassByName).filter(Objects::nonNull);
    List<MethodInfo> accessors =
        Stream.concat(Stream.of(type), interfaces)
            .flatMap(part -> part.methods().stream())
            .filter(method -> method.parametersCount() == 0)
            .toList();
    Stream<String> own =
        accessors.stream()
            .filter(method -> method.returnType().hasAnnotation(NULLABLE))
            .map(OpenApiSchemas::key);
    Stream<String> unwrapped =
        accessors.stream()
            .filter(method -> method.hasDeclaredAnnotation(UNWRAPPED))
            .map(method -> Objects.requireNonNull(index.getClassByName(method.returnType().name())))
            .flatMap(part -> nullableKeys(part, index).stream());
    return Stream.concat(own, unwrapped).collect(Collectors.toUnmodifiableSet());
  }

  private static String key(MethodInfo accessor) {
    return text(accessor.declaredAnnotation(PROPERTY), "value", accessor.name());
  }

  private static String text(
      @Nullable AnnotationInstance annotation, String member, String otherwise) {
    @Nullable AnnotationValue value = annotation == null ? null : annotation.value(member);
    return value == null ? otherwise : value.asString();
  }

  /** What requests bring: they need not have all fields, and say themselves which they have to. */
  private static List<Schema> requestBodies(OpenAPI document) {
    return document.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .map(Operation::getRequestBody)
        .filter(Objects::nonNull)
        .flatMap(body -> body.getContent().getMediaTypes().values().stream())
        .map(MediaType::getSchema)
        .toList();
  }

  /** The schema that this one is a copy of: one that has required fields here and not elsewhere. */
  private static Stream<String> namesOf(Schema body, Map<String, Schema> schemas) {
    return body.getRef() != null
        ? Stream.empty()
        : schemas.entrySet().stream()
            .filter(
                named ->
                    named.getValue().getProperties().keySet().equals(body.getProperties().keySet()))
            .map(Map.Entry::getKey);
  }

  private void allowNull(Schema schema, String name) {
    Set<String> keys = nullable.getOrDefault(name, Set.of());
    schema
        .getProperties()
        .forEach(
            (key, value) -> {
              if (keys.contains(key)) {
                schema.addProperty(key, orNull(value));
              }
            });
  }

  private static Schema orNull(Schema schema) {
    if (schema.getRef() != null) {
      Schema nothing = OASFactory.createSchema().addType(SchemaType.NULL);
      return OASFactory.createSchema().anyOf(List.of(schema, nothing));
    }
    @Nullable List<SchemaType> types = schema.getType();
    return types != null && !types.contains(SchemaType.NULL)
        ? schema.addType(SchemaType.NULL)
        : schema;
  }
}
