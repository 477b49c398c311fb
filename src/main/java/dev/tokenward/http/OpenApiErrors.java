package dev.tokenward.http;

import dev.tokenward.problem.Problem;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.GroupService;
import dev.tokenward.user.ScopeService;
import dev.tokenward.user.UserService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * The errors as the OpenAPI document shows them: each with what {@link ErrorAnswers} answers, in
 * the renderings that have its status. Operations refer to them by name.
 */
final class OpenApiErrors {

  static final String MALFORMED = "MalformedRequest";
  static final String AMBIGUOUS = "AmbiguousCredentials";
  static final String UNAUTHORIZED = "Unauthorized";
  static final String SIGN_IN = "SignIn";
  static final String OTHER_METHOD = "MethodNotAllowed";
  static final String TOO_LARGE = "TooLarge";
  static final String TOO_LONG = "AddressTooLong";
  static final String HEADERS_TOO_LARGE = "HeadersTooLarge";
  static final String UNSUPPORTED = "UnsupportedContentType";
  static final String UNPROCESSABLE = "Unprocessable";
  static final String TOO_MANY = "TooManyRequests";
  static final String UNAVAILABLE = "Unavailable";

  private static final Duration WAIT = Duration.ofSeconds(37);
  private static final Map<String, List<String>> BROKEN_RULE =
      Map.of("name", List.of("The name may not be greater than 255 characters."));

  /** What is refused before it matters whose request it is. */
  private static final Set<String> NOBODY_PAYS =
      Set.of(
          MALFORMED,
          AMBIGUOUS,
          SIGN_IN,
          OTHER_METHOD,
          TOO_LARGE,
          TOO_LONG,
          HEADERS_TOO_LARGE,
          UNSUPPORTED);

  private OpenApiErrors() {}

  /** All of them, by the name to refer to; always in the same order, so that builds are equal. */
  static Map<String, APIResponse> all() {
    Map<String, APIResponse> all = new TreeMap<>(responses());
    all.forEach(
        (name, response) -> {
          if (!NOBODY_PAYS.contains(name)) {
            OpenApiLimits.addTo(response);
          }
        });
    return all;
  }

  /** What an operation answers to who lacks the permission it needs. */
  static APIResponse forbidden(String permission) {
    return error(
        403,
        "The caller is known and does not have the permission that this needs.",
        Map.of("forbidden", ErrorAnswers.of(Problem.Forbidden.without(permission))));
  }

  private static Map<String, APIResponse> responses() {
    return Map.ofEntries(
        Map.entry(MALFORMED, error(400, "The request or its address can't be read.", malformed())),
        Map.entry(
            AMBIGUOUS,
            error(
                400,
                "The request or its address can't be read, or the credentials are not in exactly"
                    + " one Authorization header.",
                ambiguous())),
        Map.entry(SIGN_IN, signIn()),
        Map.entry(
            UNAUTHORIZED,
            error(
                401,
                "No credential, or one that does not count; why is told to nobody but the log.",
                Map.of("refused", ErrorAnswers.unauthenticated(Challenge.invalidToken())))),
        Map.entry(
            "NoEndpoint",
            error(
                404,
                "The base of the API returns nothing itself.",
                Map.of("base", ErrorAnswers.noSuchEndpoint(true)))),
        Map.entry(
            OTHER_METHOD,
            error(
                405,
                "The path does not take the verb; Allow names those it takes.",
                Map.of("other verb", ErrorAnswers.methodNotAllowed(AllowedMethods.READING)))),
        Map.entry(
            "UserNotFound", notFound("There is no such user.", UserService.notFound().problem())),
        Map.entry(
            "GroupNotFound",
            notFound("There is no such group.", GroupService.notFound().problem())),
        Map.entry(
            "TokenNotFound",
            error(
                404,
                "The caller has no such token, whosever the id is. Empty but for who accepts"
                    + " application/problem+json.",
                Map.of("not found", ErrorAnswers.of(new Problem.NotFoundSilently())))),
        Map.entry(
            "NoSuchToken",
            error(
                404,
                "There is no such token. Empty but for who accepts application/problem+json.",
                Map.of("not found", ErrorAnswers.of(new Problem.NotFoundSilently())))),
        Map.entry(
            "InvalidFilter",
            error(
                422,
                "A filter can't be understood. Told with 200 to who does not accept"
                    + " application/problem+json.",
                Map.of(
                    "invalid filter",
                    ErrorAnswers.of(
                        new Problem.Invalid(
                            Map.of("state", List.of("The selected state is invalid."))))))),
        Map.entry(
            "NoTokenInUse",
            notFound("The request came with a password.", TokenService.noneInUse().problem())),
        Map.entry(
            "OwnDeletion",
            error(
                409,
                "Nobody can delete themself. Told with 200 to who does not accept"
                    + " application/problem+json.",
                Map.of("oneself", ErrorAnswers.of(UserService.ownDeletion().problem())))),
        Map.entry(
            "ScopeNotFound",
            notFound("There is no such scope.", ScopeService.notFound().problem())),
        Map.entry(
            "ScopeInUse",
            error(
                409,
                "The scope is built in, or something names it. Told with 200 to who does not accept"
                    + " application/problem+json.",
                Map.of(
                    "in use",
                    ErrorAnswers.of(ScopeService.inUse("billing.export", 2, 1, 0).problem())))),
        Map.entry(
            TOO_LARGE,
            error(413, "The body is too large.", Map.of("too large", ErrorAnswers.ofStatus(413)))),
        Map.entry(
            TOO_LONG,
            error(414, "The address is too long.", Map.of("long", ErrorAnswers.ofStatus(414)))),
        Map.entry(
            HEADERS_TOO_LARGE,
            error(431, "The headers are too large.", Map.of("large", ErrorAnswers.ofStatus(431)))),
        Map.entry(
            UNSUPPORTED,
            error(
                415,
                "The body is neither JSON nor a form.",
                Map.of("unsupported", ErrorAnswers.ofStatus(415)))),
        Map.entry(
            UNPROCESSABLE,
            error(
                422,
                "The body can't be read. A field that breaks a rule is told with 200 to who does"
                    + " not accept application/problem+json.",
                Map.of(
                    "not JSON",
                    ErrorAnswers.of(new Problem.MalformedBody()),
                    "invalid field",
                    ErrorAnswers.of(new Problem.Invalid(BROKEN_RULE))))),
        Map.entry(
            TOO_MANY,
            error(
                429,
                "Too many requests, or too many credentials that do not count.",
                Map.of(
                    "too many",
                    ErrorAnswers.of(
                        new Problem.TooManyRequests(WAIT, RequestLimits.POLICY_NAME))))),
        Map.entry(
            UNAVAILABLE,
            error(
                503,
                "No answer is possible at the moment, neither yes nor no.",
                Map.of("unavailable", ErrorAnswers.unavailable(1)))));
  }

  private static Map<String, ErrorAnswer> malformed() {
    return Map.of(
        "malformed request",
        ErrorAnswers.of(UnreadableRequest.malformed()),
        "malformed address",
        ErrorAnswers.ofStatus(400));
  }

  private static Map<String, ErrorAnswer> ambiguous() {
    Map<String, ErrorAnswer> all = new TreeMap<>(malformed());
    all.put("ambiguous", ErrorAnswers.of(BearerAuthenticationMechanism.ambiguous()));
    return all;
  }

  private static APIResponse signIn() {
    return OASFactory.createAPIResponse()
        .description("A browser (Accept: text/html) without a credential that counts goes there.")
        .addHeader("Location", header("/login"));
  }

  private static APIResponse notFound(String description, Problem problem) {
    return error(
        404,
        description + " Told with 200 to who does not accept application/problem+json.",
        Map.of("not found", ErrorAnswers.of(problem)));
  }

  private static APIResponse error(
      int status, String description, Map<String, ErrorAnswer> examples) {
    APIResponse response = OASFactory.createAPIResponse().description(description);
    Content content = OASFactory.createContent();
    for (Rendering rendering : List.of(Rendering.SNIPE_IT, Rendering.PROBLEM)) {
      new TreeMap<>(examples)
          .forEach((name, error) -> addExample(content, name, error, rendering, status));
    }
    examples.values().forEach(error -> addHeaders(response, error));
    return response.content(content);
  }

  /** Adds what is answered with this status; the other rendering may have another one. */
  private static void addExample(
      Content content, String name, ErrorAnswer error, Rendering rendering, int status) {
    @Nullable String text = error.text(rendering, Occurrence.EXAMPLE);
    if (error.status(rendering) != status || text == null) {
      return;
    }
    String type = error.contentType(rendering);
    if (!content.hasMediaType(type)) {
      content.addMediaType(
          type,
          OASFactory.createMediaType()
              .schema(OASFactory.createSchema().addType(SchemaType.OBJECT)));
    }
    MediaType body = content.getMediaType(type);
    body.addExample(name, OASFactory.createExample().value(new JsonObject(text).getMap()));
  }

  private static void addHeaders(APIResponse response, ErrorAnswer error) {
    error.headers().forEach((name, values) -> response.addHeader(name, header(values.get(0))));
  }

  private static Header header(String example) {
    return OASFactory.createHeader()
        .schema(OASFactory.createSchema().addType(SchemaType.STRING))
        .example(example);
  }
}
