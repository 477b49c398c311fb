package dev.tokenward.kubernetes;

import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.http.ClientCall;
import dev.tokenward.http.ClientReply;
import dev.tokenward.http.ClientRoute;
import dev.tokenward.http.TokenCaller;
import dev.tokenward.token.Restriction;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Decision.Allowed;
import dev.tokenward.verify.Decision.Reason;
import dev.tokenward.verify.Decision.Refused;
import dev.tokenward.verify.Decision.Undecided;
import dev.tokenward.verify.Dialect;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.TokenVerifier;
import dev.tokenward.verify.TokenVerifier.Use;
import dev.tokenward.verify.Verification;
import dev.tokenward.verify.Verification.Decided;
import dev.tokenward.verify.Verification.Pending;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Answers the reviews of API servers. A yes names the user, the groups and those of the asked
 * audiences that the token is for. A no says why, but in the same words for a token that was never
 * issued and for one that was revoked or whose owner is gone. What can't be decided is no answer at
 * all, which an API server does not remember as a no.
 */
@Singleton
class TokenReviews implements ClientRoute {

  static final String PATH = "/kubernetes/token-review";

  /** What the owner of a token is shown as what used it last. */
  private static final String AGENT = "Kubernetes TokenReview";

  private static final String NOT_COUNTING =
      "The token is not one of this service, or it was revoked.";
  private static final String OTHER_SERVICES = "The token is meant for other services.";
  private static final String RESERVED_NAME =
      "The token's owner has a name that is Kubernetes' own.";

  private final TokenVerifier verifier;
  private final ClusterNames names;
  private final Optional<String> permission;

  @Inject
  TokenReviews(TokenVerifier verifier, ClusterNames names, TokenwardSettings settings) {
    this.verifier = verifier;
    this.names = names;
    this.permission = settings.kubernetes().permission();
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String name() {
    return "token-review";
  }

  @Override
  public Body body() {
    return Body.JSON;
  }

  @Override
  public String permission() {
    return PermissionKey.INTROSPECT;
  }

  @Override
  public ClientReply answer(ClientCall call) {
    TokenReview review = TokenReview.read(call.json());
    TokenCaller caller = call.caller();
    Verification verification = verifier.verify(review.token(), use(caller));
    return verification instanceof Pending pending
        ? new ClientReply.Pending(
            pending.decision().map(decision -> reply(decision, review, caller)))
        : reply(((Decided) verification).decision(), review, caller);
  }

  /**
   * The caller sees only what is meant for it, whatever it asks about. From where the token came is
   * not told, so none passes that is bound to networks.
   */
  private static Use use(TokenCaller caller) {
    return new Use(Dialect.TOKEN_REVIEW, Use.UNKNOWN_ADDRESS, caller.audience(), AGENT);
  }

  private ClientReply reply(Decision decision, TokenReview review, TokenCaller caller) {
    if (decision instanceof Undecided undecided) {
      return new ClientReply.Undecided(undecided.retryAfter());
    }
    return decision instanceof Allowed allowed
        ? reply(allowed.principal(), review, caller)
        : no(review, why(((Refused) decision).reason()));
  }

  private ClientReply reply(Principal owner, TokenReview review, TokenCaller caller) {
    List<String> audiences =
        review.audiences().stream()
            .filter(asked -> isGoodAt(asked, owner.restriction(), caller))
            .toList();
    if (audiences.isEmpty() && !review.audiences().isEmpty()) {
      return no(review, OTHER_SERVICES);
    }
    if (permission.isPresent() && !owner.rights().allow(permission.get())) {
      return no(
          review,
          "The token lacks the permission %s, which Kubernetes wants.".formatted(permission.get()));
    }
    return names
        .userOf(owner)
        .<ClientReply>map(
            user -> new ClientReply.Told(200, ReviewJson.yes(review.version(), user, audiences)))
        .orElseGet(() -> no(review, RESERVED_NAME));
  }

  /** A token for everybody is good everywhere, and any other one only where the caller speaks. */
  private static boolean isGoodAt(String asked, Restriction token, TokenCaller caller) {
    return token.audience().isEmpty()
        || (token.audience().contains(asked) && caller.audience().contains(asked));
  }

  private static ClientReply no(TokenReview review, String why) {
    return new ClientReply.NothingKnown(ReviewJson.no(review.version(), why));
  }

  private static String why(Reason reason) {
    return switch (reason) {
      case MALFORMED, UNKNOWN, REVOKED, OWNER_INACTIVE, WRONG_AUDIENCE -> NOT_COUNTING;
      case EXPIRED -> "The token has expired.";
      case WRONG_NETWORK ->
          "The token may be used from certain networks only, and a review does not tell from where"
              + " it is used.";
    };
  }
}
