package dev.tokenward.http;

import dev.tokenward.audit.Refusals;
import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.OpenIdConnectSettings;
import dev.tokenward.eventloop.CallerContext;
import dev.tokenward.log.Printable;
import dev.tokenward.store.StoreFailure;
import io.quarkus.arc.ClientProxy;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.UserInfo;
import io.quarkus.oidc.common.runtime.OidcCommonUtils;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an OpenID Connect provider who somebody is: the authorization code flow with PKCE, state and
 * nonce, done by Quarkus. Only what it says about somebody comes out of here; its tokens and the
 * cookie that Quarkus would make of them end here. Each method is about the current request, and
 * none is to be called where {@link #isOn} says no.
 */
@Singleton
public class OpenIdSignIn {

  private static final Pattern STATE = Pattern.compile("[?&]state=([A-Za-z0-9_-]{1,200})(&|$)");

  /** What Quarkus calls its cookies. */
  private static final String ATTEMPT = OidcUtils.STATE_COOKIE_NAME + "_" + OpenIdTenant.ID + "_";

  private static final int MOST_FORMER_ATTEMPTS = 50;
  private static final String SESSION = OidcUtils.SESSION_COOKIE_NAME + "_" + OpenIdTenant.ID;

  private static final Map<Integer, String> MISTAKES =
      Map.of(
          ErrorCodes.EXPIRED, "it has expired",
          ErrorCodes.ISSUER_INVALID, "another issuer made it",
          ErrorCodes.AUDIENCE_INVALID, "it is for another client",
          ErrorCodes.SIGNATURE_INVALID, "its signature is wrong");

  private final RoutingContext current;
  private final OidcAuthenticationMechanism mechanism;
  private final IdentityProviderManager identities;
  private final TenantConfigBean tenants;
  private final RequestLimits limits;
  private final RefusalLog log;
  private final Refusals audited;
  private final TrustedProxies proxies;
  private final OpenIdConnectSettings settings;
  private final String base;

  @Inject
  OpenIdSignIn(
      RoutingContext current,
      OidcAuthenticationMechanism mechanism,
      IdentityProviderManager identities,
      TenantConfigBean tenants,
      RequestLimits limits,
      RefusalLog log,
      Refusals audited,
      TrustedProxies proxies,
      OpenIdConnectSettings settings,
      AppSettings app) {
    this.current = current;
    this.mechanism = mechanism;
    this.identities = identities;
    this.tenants = tenants;
    this.limits = limits;
    this.log = log;
    this.audited = audited;
    this.proxies = proxies;
    this.settings = settings;
    this.base = BaseUrl.of(app).text();
  }

  /**
   * Whether there is a provider.
   *
   * @return false unless the settings name one
   */
  public boolean isOn() {
    return settings.issuer().isPresent();
  }

  /**
   * Begins: the answer to the current request carries a cookie that belongs to this attempt.
   *
   * @return where the browser is to be sent; empty when the provider does not answer
   */
  public Uni<Optional<ProviderVisit>> begin() {
    RoutingContext context = asked();
    forgetFormerAttempts(context);
    return CallerContext.returning(mechanism.getChallenge(context))
        .map(OpenIdSignIn::visit)
        .onFailure()
        .invoke(failure -> log.refused(context, "openid: " + reason(failure)))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  /**
   * Ends what was begun: takes the code that came with the current request to the provider and
   * verifies what it gives. The client's address pays for it as for a password.
   *
   * @return who that is there; fails with {@link dev.tokenward.problem.Problem.TooManyRequests}
   *     when the address has no budget left
   */
  public Uni<ProviderReply> end() {
    RoutingContext context = asked();
    return limits.ofPassword(() -> verified(context), context);
  }

  /**
   * Notes that the provider sent somebody back with an error.
   *
   * @param error as it came with the current request
   */
  public void noteError(String error) {
    log.refused(asked(), "openid: the provider answered " + Printable.of(error));
  }

  /**
   * Where the browser is to be sent to sign out at the provider.
   *
   * @return empty when the provider does not answer, or has no such page
   */
  public Uni<Optional<String>> signOutPage() {
    RoutingContext context = asked();
    return begin()
        .invoke(visit -> visit.ifPresent(known -> forgetAttempt(known, context)))
        .map(ignored -> endSessionPage().map(this::withWayBack));
  }

  /** One attempt at a time: the cookies of many would make each request too large. */
  private static void forgetFormerAttempts(RoutingContext context) {
    context.request().cookies().stream()
        .map(Cookie::getName)
        .filter(name -> name.startsWith(ATTEMPT))
        .distinct()
        .limit(MOST_FORMER_ATTEMPTS)
        .map(name -> Cookie.cookie(name, "").setPath("/").setMaxAge(0))
        .forEach(expired -> context.response().addCookie(expired));
  }

  /** Quarkus learns the provider's addresses by beginning. */
  private static void forgetAttempt(ProviderVisit visit, RoutingContext context) {
    context.response().removeCookies(ATTEMPT + visit.state(), false);
  }

  private Optional<String> endSessionPage() {
    @Nullable TenantConfigContext tenant = tenants.getDynamicTenant(OpenIdTenant.ID);
    return tenant == null
        ? Optional.empty()
        : Optional.ofNullable(tenant.getOidcMetadata().getEndSessionUri());
  }

  private String withWayBack(String page) {
    return page
        + (page.contains("?") ? "&" : "?")
        + "client_id="
        + encoded(settings.clientId().orElse(""))
        + "&post_logout_redirect_uri="
        + encoded(base + "/login");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The request itself, since its proxy knows it only as long as it is handled. */
  private RoutingContext asked() {
    RoutingContext context = ClientProxy.unwrap(current);
    OpenIdTenant.ask(context);
    return context;
  }

  private static Optional<ProviderVisit> visit(@Nullable ChallengeData challenge) {
    return Optional.ofNullable(challenge)
        .flatMap(given -> given.getHeaders().values().stream().findFirst())
        .flatMap(
            address -> {
              Matcher state = STATE.matcher(address);
              return state.find()
                  ? Optional.of(new ProviderVisit(address, state.group(1)))
                  : Optional.empty();
            });
  }

  private Uni<ProviderReply> verified(RoutingContext context) {
    return CallerContext.returning(mechanism.authenticate(context, identities))
        .map(identity -> reply(identity, context))
        .onFailure()
        .recoverWithItem(failure -> failed(failure, context))
        .invoke(() -> forgetSession(context));
  }

  private ProviderReply reply(@Nullable SecurityIdentity identity, RoutingContext context) {
    @Nullable IdTokenCredential token =
        identity == null ? null : identity.getCredential(IdTokenCredential.class);
    if (identity == null || token == null) {
      return refused("nothing was begun with this browser, or it was ended before", context);
    }
    @Nullable UserInfo info = identity.getAttribute(OidcUtils.USER_INFO_ATTRIBUTE);
    ProviderClaims claims =
        new ProviderClaims(
            OidcCommonUtils.decodeJwtContent(token.getToken()),
            info == null ? new JsonObject() : new JsonObject(info.getUserInfoString()));
    return claims.isFor(settings.clientId().orElse(""))
        ? claims
            .identity(settings)
            .<ProviderReply>map(ProviderReply.Vouched::new)
            .orElseGet(() -> refused("the ID token has no usable subject", context))
        : refused("another party asked for the ID token", context);
  }

  private ProviderReply failed(Throwable failure, RoutingContext context) {
    String reason = reason(failure);
    if (isAway(failure)) {
      log.refused(context, "openid: " + reason);
      return new ProviderReply.Away();
    }
    return refused(reason, context);
  }

  private ProviderReply refused(String reason, RoutingContext context) {
    log.refused(context, "openid: " + reason);
    audited.signIn(proxies.addressOf(context), "openid: " + reason);
    return new ProviderReply.Refused();
  }

  /** Quarkus' own session, which nothing here knows. */
  private static void forgetSession(RoutingContext context) {
    context.response().removeCookies(SESSION, false);
  }

  /** The log gets no message of a failure: it may hold claims, or what a stranger sent. */
  private static String reason(Throwable failure) {
    @Nullable InvalidJwtException invalid = cause(failure, InvalidJwtException.class);
    if (invalid != null) {
      return "the ID token is not accepted: "
          + invalid.getErrorDetails().stream()
              .flatMap(detail -> Stream.ofNullable(MISTAKES.get(detail.getErrorCode())))
              .findFirst()
              .orElse("it is not what was asked for");
    }
    return isAway(failure)
        ? "the provider does not answer"
        : "the provider's answer is not accepted ("
            + root(failure).getClass().getSimpleName()
            + ")";
  }

  /** Quarkus has no types for it. */
  private static boolean isAway(Throwable failure) {
    String words = String.valueOf(root(failure).getMessage());
    return StoreFailure.isOutage(failure) || words.startsWith("OIDC Server is not available");
  }

  private static Throwable root(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
