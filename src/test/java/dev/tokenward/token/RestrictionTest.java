package dev.tokenward.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.user.Rights;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What narrows a token below its owner. */
class RestrictionTest {

  private static final Rights EVERYTHING = permission -> true;
  private static final Rights NOTHING = permission -> false;

  @Test
  void withoutAnyATokenMayAllThatItsOwnerMay() {
    assertThat(Restriction.NONE.isNone()).isTrue();
    assertThat(Restriction.NONE.narrow(EVERYTHING)).isSameAs(EVERYTHING);
    assertThat(Restriction.NONE.permitsAddress("203.0.113.9")).isTrue();
    assertThat(Restriction.NONE.permitsAudience("https://any.example")).isTrue();
  }

  @Test
  void scopesCutTheOwnersRightsDown() {
    Rights rights = scopes("users.view", "groups.*").narrow(EVERYTHING);

    assertThat(rights.allow("users.view")).isTrue();
    assertThat(rights.allow("groups.edit")).isTrue();
    assertThat(rights.allow("users.edit")).isFalse();
    assertThat(rights.allow("self.api")).isFalse();
    assertThat(rights.areUnlimited()).isFalse();
  }

  @Test
  void scopesNeverAddToTheOwnersRights() {
    assertThat(scopes("superuser").narrow(NOTHING).allow("users.view")).isFalse();
    assertThat(scopes("superuser").narrow(NOTHING).areUnlimited()).isFalse();
  }

  @Test
  void aTokenBoundToNetworksPassesFromNowhereElse() {
    Restriction restriction =
        new Restriction(
            List.of(), PersonalAccessToken.networks(new String[] {"10.0.0.0/8", "::1"}), List.of());

    assertThat(restriction.isNone()).isFalse();
    assertThat(restriction.permitsAddress("10.1.2.3")).isTrue();
    assertThat(restriction.permitsAddress("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(restriction.permitsAddress("192.0.2.1")).isFalse();
    assertThat(restriction.permitsAddress("unknown")).isFalse();
  }

  @Test
  void aTokenMeantForServicesIsGoodAtNoOther() {
    Restriction restriction = new Restriction(List.of(), List.of(), List.of("https://a.example"));

    assertThat(restriction.isNone()).isFalse();
    assertThat(restriction.permitsAudience("https://a.example")).isTrue();
    assertThat(restriction.permitsAudience("https://a.example/")).isFalse();
    assertThat(restriction.permitsAudience("https://b.example")).isFalse();
  }

  @Test
  void aServiceWithSeveralNamesMayBeNamedByAnyOfThem() {
    Restriction restriction = new Restriction(List.of(), List.of(), List.of("https://a.example"));

    assertThat(restriction.permitsAnyAudience(List.of("https://b.example", "https://a.example")))
        .isTrue();
    assertThat(restriction.permitsAnyAudience(List.of("https://b.example"))).isFalse();
    assertThat(restriction.permitsAnyAudience(List.of())).isFalse();
    assertThat(Restriction.NONE.permitsAnyAudience(List.of())).isTrue();
  }

  private static Restriction scopes(String... scopes) {
    return new Restriction(List.of(scopes), List.of(), List.of());
  }
}
