package dev.tokenward.oauth;

import dev.tokenward.address.IpAddress;
import dev.tokenward.http.ClientCall;
import dev.tokenward.http.ClientReply;
import dev.tokenward.http.ClientRoute;
import dev.tokenward.http.FormFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Dialect;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token introspection (RFC 7662): a service asks whether a token that it was sent counts there, and
 * whose it is. Of a token that is not meant for it, it learns no more than of one that never was.
 */
@Singleton
class Introspection implements ClientRoute {

  static final String PATH = "/oauth/introspect";

  /** A parameter of ours: RFC 7662 section 2.1 leaves room for more. */
  private static final String CLIENT_IP = "client_ip";

  private static final List<String> NONE_NEEDED = List.of();

  /** Not a constant of the class: the native executable can't have buffers built into it. */
  private final Buffer inactive = Buffer.buffer(IntrospectionBodies.INACTIVE);

  private final TokenVerifier verifier;
  private final RegisteredScopes registered;
  private final IntrospectionBodies bodies;

  @Inject
  Introspection(TokenVerifier verifier, RegisteredScopes registered, IntrospectionBodies bodies) {
    this.verifier = verifier;
    this.registered = registered;
    this.bodies = bodies;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String name() {
    return "introspect";
  }

  @Override
  public Body body() {
    return Body.FORM;
  }

  @Override
  public String permission() {
    return PermissionKey.INTROSPECT;
  }

  /** The hint is read by nobody: there is one kind of token. */
  @Override
  public ClientReply answer(ClientCall call) {
    String token = PresentedParameter.token(call.form());
    Verification verification =
        verifier.verify(
            token,
            new Use(Dialect.INTROSPECTION, address(call.form()), call.caller().audience(), ""));
    return verification instanceof Verification.Pending pending
        ? new ClientReply.Pending(pending.decision().map(this::reply))
        : reply(((Verification.Decided) verification).decision());
  }

  private ClientReply reply(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return active(allowed.principal());
    }
    return decision instanceof Decision.Undecided undecided
        ? new ClientReply.Undecided(undecided.retryAfter())
        : new ClientReply.NothingKnown(inactive);
  }

  private ClientReply active(Principal principal) {
    @Nullable List<String> names =
        AllowedScopes.needRegistered(principal) ? registered.recent() : NONE_NEEDED;
    return names == null
        ? new ClientReply.Pending(registered.read().map(read -> active(principal, read)))
        : active(principal, names);
  }

  private ClientReply active(Principal principal, List<String> names) {
    return new ClientReply.Told(200, bodies.active(principal, names));
  }

  /** Where the token came from, if the service says so. */
  private static String address(FormFields form) {
    @Nullable String told = form.value(CLIENT_IP).orElse(null);
    if (told == null) {
      return Use.UNKNOWN_ADDRESS;
    }
    return IpAddress.canonical(told)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.MalformedRequest(
                        "The parameter client_ip must be one IP address.")));
  }
}
