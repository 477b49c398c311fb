package dev.tokenward.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document what lists can be asked for, which {@link ListQuery} reads. Runs
 * while the application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiLists implements OASFilter {

  private static final DotName OPERATION =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");
  private static final DotName LIST = DotName.createSimple(ListJson.class);

  /** The ids of all operations that answer with a {@link ListJson}. */
  private final Set<String> lists;

  /**
   * Made by the build.
   *
   * @param index of the application's classes
   */
  public OpenApiLists(IndexView index) {
    this.lists =
        index.getAnnotations(OPERATION).stream()
            .filter(operation -> answersWithList(operation.target().asMethod()))
            .map(operation -> operation.value("operationId").asString())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public @Nullable Operation filterOperation(Operation operation) {
    if (lists.contains(operation.getOperationId())) {
      parameters().forEach(operation::addParameter);
    }
    return operation;
  }

  private static boolean answersWithList(MethodInfo method) {
    return method.returnType().kind() == Type.Kind.PARAMETERIZED_TYPE
        && method.returnType().asParameterizedType().arguments().stream()
            .anyMatch(answer -> answer.name().equals(LIST));
  }

  private static List<Parameter> parameters() {
    return List.of(
        parameter("limit", "The most rows; MAX_RESULTS at most, and by default", number(1)),
        parameter("offset", "How many rows to leave out before; wins over page", number(0)),
        parameter("page", "Which part of limit rows, from 1", number(1)),
        parameter("sort", "The column to sort by; created_at for any that is unknown", text()),
        parameter(
            "order",
            "asc, or desc by default",
            text().addEnumeration("asc").addEnumeration("desc")),
        parameter("search", "Text that a row has to contain, in any case", text()));
  }

  /** A parameter of a query. */
  static Parameter parameter(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(description + ".")
        .schema(schema);
  }

  /** A whole number that is at least this. */
  static Schema number(int least) {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).minimum(BigDecimal.valueOf(least));
  }

  /** Any text. */
  static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
