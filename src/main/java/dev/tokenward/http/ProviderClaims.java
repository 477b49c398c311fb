package dev.tokenward.http;

import dev.tokenward.config.OpenIdConnectSettings;
import dev.tokenward.problem.Characters;
import dev.tokenward.user.ProviderIdentity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Claims of somebody's, from the ID token and, where that has none of the name, from the provider's
 * UserInfo endpoint. Both are verified before. What has the wrong type or is too long counts as
 * absent.
 *
 * @param idToken what the ID token says
 * @param userInfo what the endpoint says; empty if it was not asked
 */
record ProviderClaims(JsonObject idToken, JsonObject userInfo) {

  /** What a column holds, and OpenID Connect's longest subject. */
  private static final int LONGEST = 255;

  private static final int MOST_GROUPS = 1_000;
  private static final String EMAIL = "email";

  /** Who that is; empty without a subject that can be one. */
  Optional<ProviderIdentity> identity(OpenIdConnectSettings settings) {
    return text("sub")
        .map(
            subject ->
                new ProviderIdentity(
                    settings.issuer().orElseThrow().toString(),
                    subject,
                    username(settings.usernameClaim()),
                    text("given_name").or(() -> text("name")),
                    text("family_name").filter(name -> text("given_name").isPresent()),
                    text(EMAIL).filter(address -> isEmailVerified()),
                    groups(settings.groupsClaim())));
  }

  /**
   * OpenID Connect Core 3.1.3.7: a token for several parties must say that this one asked for it.
   */
  boolean isFor(String clientId) {
    @Nullable Object audience = idToken.getValue("aud");
    boolean isShared = audience instanceof JsonArray parties && parties.size() > 1;
    @Nullable Object authorized = idToken.getValue("azp");
    return authorized == null ? !isShared : authorized.equals(clientId);
  }

  private Optional<String> username(String claim) {
    return text(claim).filter(name -> !claim.equals(EMAIL) || isEmailVerified());
  }

  private boolean isEmailVerified() {
    @Nullable Object verified = value("email_verified");
    return Boolean.TRUE.equals(verified) || "true".equals(verified);
  }

  private Set<String> groups(String claim) {
    @Nullable Object groups = value(claim);
    Stream<?> names =
        groups instanceof JsonArray several ? several.stream() : Stream.ofNullable(groups);
    return names
        .limit(MOST_GROUPS)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<String> text(String claim) {
    return value(claim) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST
            && text.codePoints().noneMatch(Characters::isControl)
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  private @Nullable Object value(String claim) {
    return idToken.containsKey(claim) ? idToken.getValue(claim) : userInfo.getValue(claim);
  }
}
