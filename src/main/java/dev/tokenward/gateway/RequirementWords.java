package dev.tokenward.gateway;

import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.verify.Requirement;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A requirement in the form of a query: {@code scope} (as often as wanted, or with spaces between),
 * {@code any_scope} likewise, {@code permission} and {@code audience} or, as RFC 8707 calls it,
 * {@code resource}. All that is named has to hold. Whatever is not understood is refused, because a
 * rule that is misspelt must not open a route.
 */
final class RequirementWords {

  private static final String SCOPE = "scope";
  private static final String ANY_SCOPE = "any_scope";
  private static final String PERMISSION = "permission";
  private static final String AUDIENCE = "audience";

  private static final String RESOURCE = "resource";

  /** All that can be named. */
  static final List<String> NAMES = List.of(SCOPE, ANY_SCOPE, PERMISSION, AUDIENCE, RESOURCE);

  private static final int MOST_SCOPES = 100;
  private static final int LONGEST = 4_000;

  private RequirementWords() {}

  /**
   * Reads a requirement; whether its permissions are registered is not known here.
   *
   * @throws ProblemException with {@link dev.tokenward.problem.Problem.MalformedRequest}
   */
  static Requirement parse(String words) {
    if (words.length() > LONGEST) {
      throw wrong("It is too long.");
    }
    return of(values(words));
  }

  /**
   * The same from values that are decoded.
   *
   * @param values none of them blank, by names of {@link #NAMES}
   * @throws ProblemException with {@link dev.tokenward.problem.Problem.MalformedRequest}
   */
  static Requirement of(Map<String, List<String>> values) {
    List<String> all = new ArrayList<>(scopes(values, SCOPE));
    single(values, PERMISSION).map(RequirementWords::key).ifPresent(all::add);
    List<String> any = scopes(values, ANY_SCOPE);
    if (all.size() + any.size() > MOST_SCOPES) {
      throw wrong("It names more than %d scopes.".formatted(MOST_SCOPES));
    }
    return new Requirement(all, any, audience(values));
  }

  private static Optional<String> audience(Map<String, List<String>> values) {
    Optional<String> audience = single(values, AUDIENCE).map(RequirementWords::audience);
    Optional<String> resource = single(values, RESOURCE).map(RequirementWords::audience);
    if (audience.isPresent() && resource.isPresent() && !audience.equals(resource)) {
      throw wrong("The audience and the resource have to be the same if both are named.");
    }
    return audience.or(() -> resource);
  }

  private static Map<String, List<String>> values(String words) {
    Map<String, List<String>> values = new TreeMap<>();
    for (String pair : words.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!NAMES.contains(name)) {
        throw wrong("It may name " + String.join(", ", NAMES) + ", and nothing else.");
      }
      values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value(pair, equals));
    }
    return values;
  }

  private static String value(String pair, int equals) {
    try {
      String value =
          equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      if (!value.isBlank()) {
        return value;
      }
    } catch (IllegalArgumentException notEncoded) {
      throw wrong("Its percent-encoding is malformed.");
    }
    throw wrong("None of its values may be empty.");
  }

  private static List<String> scopes(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Stream.of(value.strip().split(" +")))
        .map(RequirementWords::key)
        .toList();
  }

  private static String key(String text) {
    if (!PermissionKey.isPossible(text)) {
      throw unknown();
    }
    return text;
  }

  private static Optional<String> single(Map<String, List<String>> values, String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw wrong("It may name %s only once.".formatted(name));
    }
    return given.stream().findFirst();
  }

  private static String audience(String text) {
    try {
      if (URI.create(text).isAbsolute()) {
        return text;
      }
    } catch (IllegalArgumentException notAUri) {
      throw wrong("The audience must be an absolute URI.");
    }
    throw wrong("The audience must be an absolute URI.");
  }

  /** What a scope is refused with that is not in the vocabulary. */
  static ProblemException unknown() {
    return wrong("It names a scope that does not exist, or a whole area instead of a scope.");
  }

  private static ProblemException wrong(String sentence) {
    return Original.malformed("The requirement of the route is not understood. " + sentence);
  }
}
