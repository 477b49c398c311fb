package dev.tokenward.command;

import dev.tokenward.gateway.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A file of {@code deploy/gateways}, filled in for a route. */
@Command(name = "recipe", description = "Print a proxy's configuration for a route.")
final class RecipeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PROXY",
      description =
          "nginx, caddy, haproxy, haproxy-script, traefik, traefik-kubernetes, ingress-nginx,"
              + " gateway-api, nginx-gateway-fabric, envoy or istio.")
  private String proxy;

  @Option(
      names = "--host",
      defaultValue = "app.example.com",
      description = "The name by which clients know the route; app.example.com without it.")
  private String host;

  @Option(
      names = "--backend",
      defaultValue = Recipes.EXAMPLE_BACKEND,
      description =
          "Where requests that pass go, as host:port; app.internal:3000 without it. For Kubernetes"
              + " the name of a Service, as app:3000.")
  private String backend;

  @Option(
      names = "--tokenward",
      defaultValue = Recipes.EXAMPLE_TOKENWARD,
      description =
          "Where the proxy asks, as host:port; tokens.internal:8080 without it. For gateway-api the"
              + " name of a Service.")
  private String tokenward;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "A permission that is needed; may be repeated.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--any-scope",
      paramLabel = "SCOPE",
      description = "One of some permissions of which one is needed; may be repeated.")
  private List<String> anyScopes = new ArrayList<>();

  @Option(names = "--permission", description = "One more permission that is needed.")
  private @Nullable String permission;

  @Option(names = "--audience", description = "The service, as an absolute URI.")
  private @Nullable String audience;

  @Option(
      names = "--assertion",
      description = "Hand on X-Auth-Assertion, where ASSERTION_ENABLED is true.")
  private boolean assertion;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  RecipeCommand() {}

  @Override
  public Integer call() {
    try {
      spec.commandLine()
          .getOut()
          .print(
              Recipes.filledIn(
                  proxy, new Recipes.Route(host, backend, tokenward, requirement(), assertion)));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Map<String, List<String>> requirement() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    put("scope", scopes, values);
    put("any_scope", anyScopes, values);
    put("permission", permission == null ? List.of() : List.of(permission), values);
    put("audience", audience == null ? List.of() : List.of(audience), values);
    return values;
  }

  private static void put(String name, List<String> given, Map<String, List<String>> values) {
    if (!given.isEmpty()) {
      values.put(name, List.copyOf(given));
    }
  }
}
