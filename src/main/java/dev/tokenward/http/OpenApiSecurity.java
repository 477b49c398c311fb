package dev.tokenward.http;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.PermitAll;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document what the resources need not repeat: the ways to authenticate, which
 * of them an operation takes, the permission it needs, and the errors that follow from that. What
 * an operation needs is read from the annotations that enforce it. Runs while the application is
 * built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiSecurity implements OASFilter {

  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";

  private static final DotName OPERATION =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");

  private final Map<String, MethodInfo> methods;

  /**
   * Made by the build.
   *
   * @param index of the application's classes, some of which it may hold twice
   */
  public OpenApiSecurity(IndexView index) {
    this.methods =
        index.getAnnotations(OPERATION).stream()
            .filter(operation -> operation.value("operationId") != null)
            .collect(
                Collectors.toUnmodifiableMap(
                    operation -> operation.value("operationId").asString(),
                    operation -> operation.target().asMethod(),
                    (method, again) -> method));
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    addComponents(document);
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().values().forEach(operation -> complete(path, operation)));
  }

  private static void addComponents(OpenAPI document) {
    @Nullable Components present = document.getComponents();
    Components components = present == null ? OASFactory.createComponents() : present;
    components.addSecurityScheme(BEARER, scheme(BEARER, "A personal access token"));
    components.addSecurityScheme(BASIC, scheme(BASIC, "Username and password"));
    OpenApiErrors.all().forEach(components::addResponse);
    OpenApiLimits.all().forEach(components::addHeader);
    document.setComponents(components);
  }

  private static SecurityScheme scheme(String scheme, String description) {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme(scheme)
        .description(description + ".");
  }

  private void complete(String path, Operation operation) {
    @Nullable MethodInfo method = methods.get(operation.getOperationId());
    if (method == null) {
      // No resource: whoever added it says all about it.
      return;
    }
    if (find(method, PermitAll.class).isPresent()) {
      operation.setSecurity(List.of());
      addErrors(operation, errorsOfAll());
      return;
    }
    boolean takesPasswords = PasswordRoutes.include(path);
    Optional<String> permission =
        find(method, PermissionsAllowed.class).map(needed -> needed.value().asStringArray()[0]);
    addRequirements(operation, takesPasswords);
    permission.ifPresent(key -> describe(operation, key));
    addLimits(operation);
    addErrors(operation, errors(operation));
  }

  private static void addRequirements(Operation operation, boolean takesPasswords) {
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
    if (takesPasswords) {
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BASIC));
    }
  }

  /** Errors have them where they are described. */
  private static void addLimits(Operation operation) {
    operation.getResponses().getAPIResponses().values().stream()
        .filter(response -> response.getRef() == null)
        .forEach(OpenApiLimits::addTo);
  }

  private static void describe(Operation operation, String permission) {
    @Nullable String description = operation.getDescription();
    String before = description == null ? "" : description + " ";
    operation.setDescription(before + "Needs the permission `" + permission + "`.");
    operation.getResponses().addAPIResponse("403", OpenApiErrors.forbidden(permission));
  }

  /** What is refused before it is known which operation it is for. */
  private static Map<String, String> errorsOfAll() {
    Map<String, String> errors = new TreeMap<>();
    errors.put("400", OpenApiErrors.MALFORMED);
    errors.put("405", OpenApiErrors.OTHER_METHOD);
    errors.put("413", OpenApiErrors.TOO_LARGE);
    errors.put("414", OpenApiErrors.TOO_LONG);
    errors.put("431", OpenApiErrors.HEADERS_TOO_LARGE);
    return errors;
  }

  private static Map<String, String> errors(Operation operation) {
    Map<String, String> errors = errorsOfAll();
    errors.put("302", OpenApiErrors.SIGN_IN);
    errors.put("400", OpenApiErrors.AMBIGUOUS);
    errors.put("401", OpenApiErrors.UNAUTHORIZED);
    errors.put("429", OpenApiErrors.TOO_MANY);
    errors.put("503", OpenApiErrors.UNAVAILABLE);
    if (operation.getRequestBody() != null) {
      errors.put("415", OpenApiErrors.UNSUPPORTED);
      errors.put("422", OpenApiErrors.UNPROCESSABLE);
    }
    return errors;
  }

  private static void addErrors(Operation operation, Map<String, String> errors) {
    Map<String, APIResponse> all = new TreeMap<>(operation.getResponses().getAPIResponses());
    errors.forEach((status, name) -> all.put(status, OASFactory.createAPIResponse().ref(name)));
    operation.getResponses().setAPIResponses(all);
  }

  /** An annotation of the method or, failing that, of its class. */
  private static Optional<AnnotationInstance> find(
      MethodInfo method, Class<? extends Annotation> type) {
    DotName name = DotName.createSimple(type);
    @Nullable AnnotationInstance own = method.annotation(name);
    return Optional.ofNullable(
        own == null ? method.declaringClass().declaredAnnotation(name) : own);
  }
}
