package dev.tokenward.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which a client wants to read an error. */
enum Rendering {
  /** Snipe-IT's envelope with its own idea of statuses: the default. */
  SNIPE_IT,
  /** RFC 9457 with honest statuses, for who names {@code application/problem+json}. */
  PROBLEM,
  /** A person with a browser: sent to the sign-in page where signing in would help. */
  BROWSER;

  private static final String KEY = Rendering.class.getName();

  /** What the client asked for, as {@link #remember} saw it. */
  static Rendering of(RoutingContext context) {
    @Nullable Rendering remembered = context.get(KEY);
    return remembered == null ? of(context.request().headers()) : remembered;
  }

  /** Takes the choice from the Accept header, before anything rewrites that. */
  static void remember(RoutingContext context) {
    context.put(KEY, of(context.request().headers()));
  }

  /** What the client asked for, as far as its headers were read. */
  static Rendering of(MultiMap headers) {
    String accept = String.join(",", headers.getAll("Accept")).toLowerCase(Locale.ROOT);
    if (names(accept, "application/problem+json")) {
      return PROBLEM;
    }
    boolean json = accept.contains("/json") || accept.contains("+json");
    return !json && names(accept, "text/html") ? BROWSER : SNIPE_IT;
  }

  private static boolean names(String accept, String mediaType) {
    for (String range : accept.split(",", 50)) {
      String[] parameters = range.trim().split(";", 10);
      if (parameters[0].trim().equals(mediaType) && !isRefused(parameters)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRefused(String[] parameters) {
    for (String parameter : parameters) {
      if (parameter.trim().matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
