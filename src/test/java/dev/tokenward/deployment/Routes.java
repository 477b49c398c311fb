package dev.tokenward.deployment;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What of the service can be reached from outside the cluster. */
final class Routes {

  private Routes() {}

  /**
   * One path that is let through.
   *
   * @param path as written
   * @param prefix whether what is below it is let through too
   */
  record Route(String path, boolean prefix) {

    boolean lets(String asked) {
      return asked.equals(path) || (prefix && asked.startsWith(path + "/"));
    }
  }

  static Stream<Route> of(Installation installation) {
    return Stream.concat(
        installation.models(Ingress.class).stream().flatMap(Routes::of),
        installation.models(HTTPRoute.class).stream().flatMap(Routes::of));
  }

  static Stream<String> backends(Ingress ingress) {
    return ingress.getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(path -> path.getBackend().getService())
        .map(service -> service.getName() + ":" + service.getPort().getName());
  }

  static Stream<String> backends(HTTPRoute route) {
    return route.getSpec().getRules().stream()
        .flatMap(rule -> orEmpty(rule.getBackendRefs()))
        .map(backend -> backend.getName() + ":" + backend.getPort());
  }

  private static Stream<Route> of(Ingress ingress) {
    return ingress.getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(path -> new Route(path.getPath(), !path.getPathType().equals("Exact")));
  }

  private static Stream<Route> of(HTTPRoute route) {
    return route.getSpec().getRules().stream()
        .flatMap(rule -> orEmpty(rule.getMatches()))
        .map(match -> Objects.requireNonNull(match.getPath()))
        .map(path -> new Route(path.getValue(), path.getType().equals("PathPrefix")));
  }

  private static <T> Stream<T> orEmpty(List<T> list) {
    return list == null ? Stream.of() : list.stream();
  }
}
