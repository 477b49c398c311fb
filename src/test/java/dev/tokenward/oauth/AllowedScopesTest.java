package dev.tokenward.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.token.Restriction;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profiles;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a token is told to allow. */
class AllowedScopesTest {

  private static final List<String> REGISTERED = List.of("billing.export", "billing.view");

  @Test
  void withoutScopesItIsAllThatTheOwnerMay() {
    assertThat(allowed(Map.of("kits.view", 1, "billing.view", 1, "users.view", -1)))
        .containsExactly("kits.view", "billing.view");
  }

  @Test
  void scopesCutItDown() {
    assertThat(allowed(Map.of("kits.view", 1, "billing.view", 1), "billing.view", "users.view"))
        .containsExactly("billing.view");
  }

  @Test
  void aWholeAreaIsWrittenOut() {
    assertThat(allowed(Map.of("superuser", 1), "billing.*", "kits.*"))
        .containsExactlyInAnyOrder(
            "kits.view",
            "kits.create",
            "kits.edit",
            "kits.delete",
            "billing.export",
            "billing.view");
  }

  @Test
  void anAdministratorMayWhatIsRegistered() {
    assertThat(allowed(Map.of("admin", 1)))
        .contains("admin", "users.view", "billing.export")
        .doesNotContain("superuser", "self.api");
  }

  @Test
  void whatIsRegisteredMattersOnlyForThoseWhoMayAll() {
    assertThat(needRegistered(Map.of("kits.view", 1))).isFalse();
    assertThat(needRegistered(Map.of("admin", 1), "kits.view")).isFalse();
    assertThat(needRegistered(Map.of("admin", 1))).isTrue();
    assertThat(needRegistered(Map.of("superuser", 1), "billing.*")).isTrue();
    assertThat(needRegistered(Map.of("superuser", 1), "admin")).isTrue();
  }

  private static List<String> allowed(Map<String, Integer> permissions, String... scopes) {
    return AllowedScopes.of(principal(permissions, scopes), REGISTERED);
  }

  private static boolean needRegistered(Map<String, Integer> permissions, String... scopes) {
    return AllowedScopes.needRegistered(principal(permissions, scopes));
  }

  private static Principal principal(Map<String, Integer> permissions, String... scopes) {
    Profile owner = Profiles.ada(1, new Permissions(permissions), List.of(), true, null, null);
    Restriction restriction = new Restriction(List.of(scopes), List.of(), List.of());
    return new Principal(
        owner,
        new TokenInUse(
            UUID.randomUUID(), "a", restriction, Instant.EPOCH, Instant.MAX, null, false));
  }
}
