package dev.tokenward.http;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Which methods the current request's path takes, asked of the routing itself: Quarkus REST leaves
 * the {@code Allow} header out of its 405 (RFC 9110 section 15.5.6 demands it).
 */
final class AllowedMethods {

  /**
   * The value of the header where nothing can be done but reading, if only that there is nothing.
   */
  static final String READING = "GET, HEAD, OPTIONS";

  private AllowedMethods() {}

  /** The value of the header. */
  static String ofCurrentRequest() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    String path = request.getPathWithoutPrefix();
    RequestMapper<InitialMatch> classes =
        new RequestMapper<>(new ArrayList<>(request.getDeployment().getClassMappers()));
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    @Nullable RequestMatch<InitialMatch> match = classes.map(path);
    while (match != null) {
      for (ServerRestHandler handler : match.value.handlers) {
        if (handler instanceof ClassRoutingHandler routing) {
          addMethods(routing, match.remaining.isEmpty() ? "/" : match.remaining, methods);
        }
      }
      match = classes.continueMatching(path, match);
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods.size() == 1 ? READING : String.join(", ", methods);
  }

  private static void addMethods(ClassRoutingHandler routing, String path, Set<String> methods) {
    for (var entry : routing.getMappers().entrySet()) {
      boolean isMethod = entry.getKey() != null;
      if (isMethod && entry.getValue().map(path) != null) {
        methods.add(entry.getKey());
      }
    }
  }
}
