package dev.tokenward.http;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.OpenIdConnectSettings;
import dev.tokenward.config.SecureSettings;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells Quarkus' OpenID Connect what the settings say, and that only for a request which {@link
 * OpenIdSignIn} asked it about. For all others it is switched off, whatever cookies and parameters
 * they carry: a provider never lets anybody into the API. Nothing is asked of the provider before
 * somebody signs in.
 */
@Singleton
class OpenIdTenant implements TenantConfigResolver {

  static final String ID = "openid";

  /** What the provider sends browsers back to. */
  static final String CALLBACK = "/login/openid/callback";

  /** What people may take to sign in at the provider. */
  static final Duration PATIENCE_WITH_PEOPLE = Duration.ofMinutes(10);

  private static final Duration PATIENCE_WITH_PROVIDER = Duration.ofSeconds(5);
  private static final String ASKED = OpenIdTenant.class.getName();
  private static final String MAC = "HmacSHA256";

  private final Uni<OidcTenantConfig> off;
  private final Uni<OidcTenantConfig> on;

  @Inject
  OpenIdTenant(OpenIdConnectSettings settings, AppSettings app, SecureSettings secure) {
    BaseUrl base = BaseUrl.of(app);
    boolean secureCookies = base.cookiesAreSecure(secure);
    this.off =
        Uni.createFrom().item(OidcTenantConfig.builder().tenantId("off").disableTenant().build());
    this.on =
        settings
            .issuer()
            .map(issuer -> Uni.createFrom().item(tenant(issuer, settings, base, secureCookies)))
            .orElse(off);
  }

  /** From now on this request is one about the provider. */
  static void ask(RoutingContext context) {
    context.put(ASKED, true);
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext context, OidcRequestContext<OidcTenantConfig> unused) {
    return context.get(ASKED) == null ? off : on;
  }

  private static OidcTenantConfig tenant(
      URI issuer, OpenIdConnectSettings settings, BaseUrl base, boolean secureCookies) {
    String secret = settings.clientSecret().orElse("");
    return OidcTenantConfig.authServerUrl(issuer.toString())
        .tenantId(ID)
        .applicationType(ApplicationType.WEB_APP)
        .clientId(settings.clientId().orElse(""))
        .credentials(secret)
        .connectionTimeout(PATIENCE_WITH_PROVIDER)
        .connectionRetryCount(1)
        .token()
        .issuer(issuer.toString())
        .subjectRequired()
        .allowJwtIntrospection(false)
        .allowOpaqueTokenIntrospection(false)
        .end()
        .tokenStateManager()
        .encryptionRequired(false)
        .end()
        .authentication()
        .redirectPath(base.text() + CALLBACK)
        .restorePathAfterRedirect(false)
        .removeRedirectParameters(false)
        .scopes(settings.scopes().strip().split(" +"))
        .pkceRequired()
        .nonceRequired()
        .stateSecret(stateSecret(secret))
        .stateCookieAge(PATIENCE_WITH_PEOPLE)
        .cookieForceSecure(secureCookies)
        .userInfoRequired(settings.userInfo())
        .end()
        .build();
  }

  /** The same on all replicas, since any of them may be the one that somebody comes back to. */
  private static String stateSecret(String clientSecret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), MAC));
      return HexFormat.of().formatHex(mac.doFinal("state".getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + MAC, impossible);
    }
  }
}
