package dev.tokenward.oauth;

import dev.tokenward.http.ClientCall;
import dev.tokenward.http.ClientReply;
import dev.tokenward.http.ClientRoute;
import dev.tokenward.http.TokenCaller;
import dev.tokenward.token.TokenFormat;
import dev.tokenward.token.TokenSecret;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.PermissionKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Token revocation (RFC 7009). A service may end tokens that name it; whoever has a token, and says
 * nothing of who they are, may end that token. In all other cases nothing happens, and the answer
 * is the same: the token is not, or not any more, what the caller could use.
 */
@Singleton
class Revocation implements ClientRoute {

  static final String PATH = "/oauth/revoke";

  /** Not a constant of the class: the native executable can't have buffers built into it. */
  private final Buffer nothing = Buffer.buffer();

  private final TokenFormat tokens;
  private final TokenService service;

  @Inject
  Revocation(TokenFormat tokens, TokenService service) {
    this.tokens = tokens;
    this.service = service;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public Body body() {
    return Body.FORM;
  }

  @Override
  public String permission() {
    return PermissionKey.REVOKE;
  }

  @Override
  public boolean takesNobody() {
    return true;
  }

  @Override
  public boolean changes() {
    return true;
  }

  /** The hint is read by nobody: a wrong one must not keep a token alive (section 2.1). */
  @Override
  public ClientReply answer(ClientCall call) {
    String presented = PresentedParameter.token(call.form());
    @Nullable TokenSecret token = tokens.parse(presented).orElse(null);
    if (token != null) {
      return revoke(token, services(call.caller()));
    }
    return TokenFormat.hasChecksum(presented)
        ? new ClientReply.Told(400, unsupported())
        : new ClientReply.NothingKnown(nothing);
  }

  /** A token that names no service was issued for none in particular, and is none's to end. */
  private static Optional<List<String>> services(TokenCaller caller) {
    return caller instanceof TokenCaller.Nobody ? Optional.empty() : Optional.of(caller.audience());
  }

  private ClientReply revoke(TokenSecret token, Optional<List<String>> services) {
    if (services.filter(List::isEmpty).isPresent()) {
      return new ClientReply.NothingKnown(nothing);
    }
    return new ClientReply.Pending(
        service
            .revoke(token, services)
            .map(
                revoked ->
                    revoked
                        ? new ClientReply.Told(200, nothing)
                        : new ClientReply.NothingKnown(nothing)));
  }

  private static Buffer unsupported() {
    return Buffer.buffer(
        new JsonObject()
            .put("error", "unsupported_token_type")
            .put(
                "error_description",
                "This is no token of this service. The secret of a client is ended by an"
                    + " administrator.")
            .encode());
  }
}
