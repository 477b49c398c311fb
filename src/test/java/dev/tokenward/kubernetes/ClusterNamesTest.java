package dev.tokenward.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.token.Restriction;
import dev.tokenward.user.Permissions;
import dev.tokenward.user.Profile;
import dev.tokenward.user.Profile.Membership;
import dev.tokenward.user.Profiles;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and groups are called in a cluster, and never are. */
class ClusterNamesTest {

  private static final UUID TOKEN = UUID.randomUUID();

  @Test
  void namesBeginWithTheirPrefix() {
    ClusterNames names = new ClusterNames("people:", "teams/");

    assertThat(usernameOf(names, ada("it-admins", "R & D"))).contains("people:ada");
    assertThat(groupsOf(names, ada("it-admins", "R & D")))
        .containsExactly("teams/it-admins", "teams/R & D");
  }

  @Test
  void aHyphenIsNoPrefixAtAll() {
    ClusterNames names = new ClusterNames("-", "-");

    assertThat(usernameOf(names, ada())).contains("ada");
    assertThat(groupsOf(names, ada("it-admins"))).containsExactly("it-admins");
  }

  @ParameterizedTest
  @CsvSource({
    "-, system:masters",
    "-, system:authenticated",
    "-, system:",
    "system, :masters",
    "sys, tem:masters",
    "s, ystem:nodes"
  })
  void noGroupIsEverCalledAsOneOfTheClustersOwn(String prefix, String group) {
    ClusterNames names = new ClusterNames("-", prefix);

    assertThat(groupsOf(names, ada(group, "it-admins"))).containsExactly(unprefixed(prefix));
  }

  @Test
  void behindAPrefixAGroupMayBeCalledAsItLikes() {
    ClusterNames names = new ClusterNames("-", "tokenward:");

    assertThat(groupsOf(names, ada("system:masters"))).containsExactly("tokenward:system:masters");
  }

  /** No username of ours has a colon; this holds even if that changes. */
  @Test
  void nobodyIsEverCalledAsOneOfTheClustersOwn() {
    assertThat(usernameOf(new ClusterNames("system:", "-"), ada())).isEmpty();
    assertThat(usernameOf(new ClusterNames("system:node:", "-"), ada())).isEmpty();
  }

  private static String unprefixed(String prefix) {
    return prefix.equals("-") ? "it-admins" : prefix + "it-admins";
  }

  @Test
  void whatTheTokenIsIsToldBesides() {
    ClusterUser user = new ClusterNames("-", "-").userOf(ada()).orElseThrow();

    assertThat(user.number()).isEqualTo(42);
    assertThat(user.extra())
        .isEqualTo(
            Map.of(
                "tokenward.dev/token-id", List.of(TOKEN.toString()),
                "tokenward.dev/scopes", List.of("*")));
  }

  private static Optional<String> usernameOf(ClusterNames names, Principal owner) {
    return names.userOf(owner).map(ClusterUser::username);
  }

  private static List<String> groupsOf(ClusterNames names, Principal owner) {
    return names.userOf(owner).orElseThrow().groups();
  }

  private static Principal ada(String... groups) {
    Profile profile =
        Profiles.ada(
            42,
            Permissions.NONE,
            Stream.of(groups).map(name -> new Membership(1, name, Permissions.NONE)).toList(),
            true,
            null,
            null);
    return new Principal(
        profile,
        new TokenInUse(TOKEN, "Laptop", Restriction.NONE, Instant.EPOCH, Instant.MAX, null, false));
  }
}
