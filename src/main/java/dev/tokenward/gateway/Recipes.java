package dev.tokenward.gateway;

import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.verify.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of {@code deploy/gateways}, filled in for one route. They are complete as they
 * are, for a route of an example, whose words are replaced by those of somebody's own. What can be
 * put in is so plain that it means the same in the syntax of every proxy.
 */
public final class Recipes {

  /** Where requests of the example go. */
  public static final String EXAMPLE_BACKEND = "app.internal:3000";

  /** Whom the example asks. */
  public static final String EXAMPLE_TOKENWARD = "tokens.internal:8080";

  private static final Map<String, String> FILES = files();

  /** What a reader replaces too. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(app\\.example\\.com)|(app\\.internal:3000)|(app\\.internal)|((?<=: )3000\\b)"
              + "|(tokens\\.internal:8080)|(tokens\\.internal)|((?<=: )8080\\b)"
              + "|(\\??scope=assets\\.view)"
              + "|((?<=name: \")(app|tokens)(?=\"))");

  private static final String WITHOUT_ASSERTIONS = "# without assertions";
  private static final String WITH_ASSERTIONS = "# with assertions: ";

  /** Where a header's value is read for variables; a percent sign has to be there twice. */
  private static final Set<String> OF_ENVOY = Set.of("envoy", "istio");

  private static final String BEGINS_VARIABLE = "%";

  /** Where whom to ask is the host of a Service, for which no address can stand. */
  private static final String OF_HOSTS = "istio";

  private static final int HIGHEST_PORT = 65_535;

  private Recipes() {}

  /**
   * A route of somebody's.
   *
   * @param host by which clients know it
   * @param backend where its requests go, as {@code host:port}
   * @param tokenward where the proxy asks, as {@code host:port}
   * @param requirement what a token needs: values by the names of a query's parameters
   * @param assertions whether this service sends assertions
   */
  public record Route(
      String host,
      String backend,
      String tokenward,
      Map<String, List<String>> requirement,
      boolean assertions) {

    /**
     * Copies what is given.
     *
     * @param host by which clients know it
     * @param backend where its requests go
     * @param tokenward where the proxy asks
     * @param requirement what a token needs
     * @param assertions whether this service sends assertions
     */
    public Route {
      requirement = Map.copyOf(requirement);
    }
  }

  /**
   * What there are recipes for.
   *
   * @return names of proxies, in the order in which they are shown
   */
  public static List<String> names() {
    return List.copyOf(FILES.keySet());
  }

  /**
   * The text of a recipe.
   *
   * @param name one of {@link #names}
   * @param route what to fill in
   * @return the file for the proxy
   * @throws IllegalArgumentException with a sentence that says what can't be filled in
   */
  public static String filledIn(String name, Route route) {
    @Nullable String file = FILES.get(name);
    if (file == null) {
      throw new IllegalArgumentException(
          "There is a recipe for %s.".formatted(String.join(", ", names())));
    }
    String example = chosen(read(file), route.assertions());
    String requirement = requirement(route.requirement());
    String written =
        OF_ENVOY.contains(name)
            ? requirement.replace(BEGINS_VARIABLE, BEGINS_VARIABLE + BEGINS_VARIABLE)
            : requirement;
    if (!requirement.isEmpty() && !example.contains("scope=assets.view")) {
      throw new IllegalArgumentException(
          "What the route needs has no place in this file; leave it out here, and see what the file"
              + " itself says.");
    }
    Address backend = Address.of(route.backend(), "backend");
    Address tokenward = Address.of(route.tokenward(), "tokenward");
    if (name.equals(OF_HOSTS)) {
      tokenward.checkHostOfService();
    }
    String host = host(route.host());
    return EXAMPLE
        .matcher(example)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group()) {
                      case "app.example.com" -> host;
                      case "app.internal:3000" -> route.backend();
                      case "app.internal" -> backend.host();
                      case "3000" -> backend.port();
                      case "tokens.internal:8080" -> route.tokenward();
                      case "tokens.internal" -> tokenward.host();
                      case "8080" -> tokenward.port();
                      // The names of Services.
                      case "app" ->
                          route.backend().equals(EXAMPLE_BACKEND) ? "app" : backend.service();
                      case "tokens" ->
                          route.tokenward().equals(EXAMPLE_TOKENWARD)
                              ? "tokens"
                              : tokenward.service();
                      case "scope=assets.view" -> written;
                      // With the question mark even where nothing follows, or Caddy would put the
                      // client's own query there.
                      default -> "?" + written;
                    }));
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("nginx", "nginx/tokenward.conf");
    files.put("caddy", "caddy/Caddyfile");
    files.put("haproxy", "haproxy/haproxy.cfg");
    files.put("haproxy-script", "haproxy/tokenward.lua");
    files.put("traefik", "traefik/dynamic.yaml");
    files.put("traefik-kubernetes", "traefik/kubernetes.yaml");
    files.put("ingress-nginx", "ingress-nginx/ingress.yaml");
    files.put("gateway-api", "gateway-api/httproute.yaml");
    files.put("nginx-gateway-fabric", "nginx-gateway-fabric/snippets.yaml");
    files.put("envoy", "envoy/envoy.yaml");
    files.put("istio", "istio/tokenward.yaml");
    return files;
  }

  private static String read(String file) {
    try (InputStream resource =
        Objects.requireNonNull(Recipes.class.getResourceAsStream("/gateways/" + file))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The lines that hold with or without assertions. */
  private static String chosen(String text, boolean assertions) {
    return assertions
        ? text.lines()
            .filter(line -> !line.endsWith(WITHOUT_ASSERTIONS))
            .map(line -> line.replace(WITH_ASSERTIONS, "") + "\n")
            .collect(Collectors.joining())
        : text;
  }

  private static String host(String host) {
    if (host.startsWith("[") || !host.equals(HostName.of(host))) {
      throw new IllegalArgumentException(
          "The host has to be a name in small letters without a port, such as app.example.com.");
    }
    return host;
  }

  /** In the form of a query, in which everything special is percent-encoded. */
  private static String requirement(Map<String, List<String>> values) {
    try {
      Requirement understood = RequirementWords.of(values);
      if (understood.isNone()) {
        return "";
      }
    } catch (ProblemException refused) {
      throw new IllegalArgumentException(
          ((Problem.MalformedRequest) refused.problem()).message(), refused);
    }
    return RequirementWords.NAMES.stream()
        .filter(values::containsKey)
        .flatMap(
            name ->
                values.getOrDefault(name, List.of()).stream()
                    .map(value -> name + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = (b > 0 && Character.isLetterOrDigit(b)) || "-._~:/".indexOf(b) >= 0;
      encoded.append(isPlain ? Character.toString(b) : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  /** A host and a port, and which of the two it is. */
  private record Address(String what, String host, String port) {

    /** RFC 1035, as Kubernetes has the names of Services. */
    private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern HOST_OF_SERVICE =
        Pattern.compile("[a-z0-9][-a-z0-9.]*\\.[a-z][-a-z0-9]*");

    static Address of(String text, String what) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      String port = text.substring(colon + 1);
      boolean isPort = port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= HIGHEST_PORT;
      if (!isPort || host.startsWith("[") || !host.equals(HostName.of(host))) {
        throw new IllegalArgumentException(
            "The %s has to be a name in small letters or an IPv4 address, and a port, such as"
                    .formatted(what)
                + " app.internal:3000.");
      }
      return new Address(what, host, port);
    }

    /** The host, where the file has the name of a Service of the route's own namespace. */
    String service() {
      if (!SERVICE.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "The %s has to be the name of a Service in the namespace of the route, and a port, such"
                    .formatted(what)
                + " as app:3000: at most 63 small letters, digits and hyphens, with a letter first."
                + " Neither an IP address nor a name with dots is one.");
      }
      return host;
    }

    /** A mesh knows a Service by its DNS name, of which the namespace is a part. */
    void checkHostOfService() {
      if (!HOST_OF_SERVICE.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "The %s has to be the DNS name of a Service with its namespace, and a port, such as"
                    .formatted(what)
                + " tokens.tools.svc.cluster.local:8080. An IP address is none.");
      }
    }
  }
}
