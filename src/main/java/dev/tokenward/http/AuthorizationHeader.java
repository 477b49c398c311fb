package dev.tokenward.http;

import dev.tokenward.user.Password;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a request says of who makes it (RFC 9110 section 11.6.2). Scheme names count in any case.
 * This is the one place that reads the header.
 */
sealed interface AuthorizationHeader {

  /** No header, or a scheme this service does not know. */
  record None() implements AuthorizationHeader {}

  /**
   * RFC 6750.
   *
   * @param token whatever follows the scheme, however malformed
   */
  record Bearer(String token) implements AuthorizationHeader {
    @Override
    public String toString() {
      return "Bearer[hidden]";
    }
  }

  /** RFC 7617, in UTF-8. */
  record Basic(String username, Password password) implements AuthorizationHeader {}

  /** A Basic header that holds no username and password. */
  record MalformedBasic() implements AuthorizationHeader {}

  /**
   * Credentials more than once, so that it is open which of them counts; or in the address, where
   * they end up in logs (RFC 6750 section 2.3).
   */
  record Ambiguous() implements AuthorizationHeader {}

  /** Reads a request's header. */
  static AuthorizationHeader of(HttpServerRequest request) {
    boolean inAddress = request.uri().indexOf('?') >= 0 && request.getParam("access_token") != null;
    return inAddress ? new Ambiguous() : inHeaders(request);
  }

  /** The same where the address is not this service's to read, but part of what is asked about. */
  static AuthorizationHeader inHeaders(HttpServerRequest request) {
    List<String> values = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (values.size() > 1) {
      return new Ambiguous();
    }
    return values.isEmpty() ? new None() : parse(values.get(0));
  }

  /** Whether this is the header's name. */
  static boolean isNamed(CharSequence name) {
    return AsciiString.contentEqualsIgnoreCase(HttpHeaders.AUTHORIZATION, name);
  }

  /** Reads one header value. */
  static AuthorizationHeader parse(String value) {
    if (hasScheme(value, "Bearer")) {
      return new Bearer(value.substring("Bearer".length()).strip());
    }
    if (hasScheme(value, "Basic")) {
      return credentials(value.substring("Basic".length()).strip())
          .<AuthorizationHeader>map(basic -> basic)
          .orElseGet(MalformedBasic::new);
    }
    return new None();
  }

  /** In any case of ASCII: elsewhere are letters that fold to one of these and are not it. */
  private static boolean hasScheme(String value, String scheme) {
    return value.length() >= scheme.length()
        && AsciiString.regionMatchesAscii(value, true, 0, scheme, 0, scheme.length())
        && (value.length() == scheme.length() || value.charAt(scheme.length()) == ' ');
  }

  private static Optional<Basic> credentials(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Basic(text.substring(0, colon), new Password(text.substring(colon + 1))));
    } catch (IllegalArgumentException | CharacterCodingException notCredentials) {
      return Optional.empty();
    }
  }
}
