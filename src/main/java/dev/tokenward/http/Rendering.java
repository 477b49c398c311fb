package dev.tokenward.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form in which a client wants to read an error. */
enum Rendering {
  /** Snipe-IT's envelope with its own idea of statuses: the default. */
  SNIPE_IT,
  /**
   * RFC 9457 with honest statuses, for who names {@code application/problem+json} and does not want
   * {@code application/json} more.
   */
  PROBLEM,
  /** A person with a browser: sent to the sign-in page where signing in would help. */
  BROWSER;

  private static final String KEY = Rendering.class.getName();
  private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

  /** What the client asked for, as {@link #remember} saw it. */
  static Rendering of(RoutingContext context) {
    @Nullable Rendering remembered = context.get(KEY);
    return remembered == null ? of(context.request().headers()) : remembered;
  }

  /** Takes the choice from the Accept header, before anything rewrites that. */
  static void remember(RoutingContext context) {
    context.put(KEY, of(context.request().headers()));
  }

  /** Answers in this form, whatever the client asked for. */
  void impose(RoutingContext context) {
    context.put(KEY, this);
  }

  /** What the client asked for, as far as its headers were read. */
  static Rendering of(MultiMap headers) {
    String accept = String.join(",", headers.getAll("Accept")).toLowerCase(Locale.ROOT);
    double problem = quality(accept, ErrorAnswer.PROBLEM_JSON);
    if (problem > 0 && problem >= quality(accept, ErrorAnswer.JSON)) {
      return PROBLEM;
    }
    boolean json = accept.contains("/json") || accept.contains("+json");
    return !json && quality(accept, "text/html") > 0 ? BROWSER : SNIPE_IT;
  }

  /** How much a media type that is named is wanted (RFC 9110 section 12.4.2); 0 when it is not. */
  private static double quality(String accept, String mediaType) {
    if (!accept.contains(mediaType)) {
      return 0;
    }
    double best = 0;
    for (String range : accept.split(",", 50)) {
      String[] parameters = range.trim().split(";", 10);
      if (parameters[0].trim().equals(mediaType)) {
        best = Math.max(best, quality(parameters));
      }
    }
    return best;
  }

  private static double quality(String[] parameters) {
    for (String parameter : parameters) {
      Matcher weight = WEIGHT.matcher(parameter.trim());
      if (weight.matches()) {
        return Double.parseDouble(weight.group(1));
      }
    }
    return 1;
  }
}
