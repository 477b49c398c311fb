package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom somebody may change who may do a certain thing. */
class ActorTest {

  @ParameterizedTest
  @CsvSource({
    "superuser, superuser, true",
    "superuser, admin, true",
    "superuser, users.edit, true",
    "admin, superuser, false",
    "admin, admin, true",
    "admin, users.edit, true",
    "users.edit, superuser, false",
    "users.edit, admin, false",
    "users.edit, users.edit, true",
    "users.edit, users.delete, true",
  })
  void nobodyBelowChangesWhoIsAbove(String may, String target, boolean allowed) {
    Rights rights = permission -> permission.equals(may) || may.equals("superuser");
    Actor actor = new Actor(Optional.empty(), rights, false);

    assertThat(actor.mayChange(permission -> permission.equals(target))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"superuser", "admin"})
  void theOperatorChangesEverybody(String target) {
    Profile profile =
        Profiles.ada(1, new Permissions(Map.of(target, 1)), List.of(), true, null, null);

    assertThat(Actor.OPERATOR.mayChange(profile)).isTrue();
  }
}
