package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People and programs outside the cluster reach what is for them, and nothing else. */
class PublicRoutesIT {

  /** What only the cluster asks. A route of the service is below one of these, or public. */
  private static final List<String> FOR_THE_CLUSTER = List.of("/authz", "/q");

  private static final List<Installation> PUBLIC =
      List.of(Installation.named("production"), Installation.named("gateway-api"));

  @Test
  void everyRouteIsPublicOrForTheClusterButNotBoth() {
    assertThat(routes())
        .hasSizeGreaterThan(20)
        .contains("/api/v1/users")
        .allSatisfy(
            route ->
                assertThat(PUBLIC)
                    .allSatisfy(
                        installation ->
                            assertThat(isPublic(installation, route))
                                .as(
                                    "Whether %s of %s can be reached from outside. Add it to the"
                                        + " Ingress and to the HTTPRoute, or to FOR_THE_CLUSTER of"
                                        + " PublicRoutesIT.",
                                    route, installation)
                                .isEqualTo(!isForTheCluster(route))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/metrics",
        "/q/health/ready",
        "/authz/auth-request",
        "/authz/forward-auth",
        "/authz/ext-authz",
        "/apiary",
        "/q/openapi/more"
      })
  void whatIsForTheClusterIsNotPublic(String path) {
    assertThat(PUBLIC).noneMatch(installation -> isPublic(installation, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/q/openapi", "/login", "/files/1/tokenward.css"})
  void whatIsForEverybodyIsPublic(String path) {
    assertThat(PUBLIC).allMatch(installation -> isPublic(installation, path));
  }

  private static boolean isPublic(Installation installation, String path) {
    return Routes.of(installation).anyMatch(route -> route.lets(path));
  }

  private static boolean isForTheCluster(String path) {
    return FOR_THE_CLUSTER.stream()
        .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
  }

  private static Stream<String> routes() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tokenward")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .map(type -> type.getAnnotation(Path.class).value())
            .map(path -> path.startsWith("/") ? path : "/" + path);
  }
}
