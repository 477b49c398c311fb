package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written down of permissions. */
class PermissionsTest {

  @Test
  void theDatabaseHoldsThemAsAnObjectInTheOrderGiven() {
    String json = "{\"users.view\":1,\"admin\":-1,\"assets.edit\":0}";

    assertThat(Permissions.fromJson(json).toJson()).isEqualTo(json);
    assertThat(Permissions.NONE.toJson()).isEqualTo("{}");
    assertThat(new PermissionsConverter().convertToEntityAttribute(json))
        .isEqualTo(Permissions.fromJson(json));
    assertThat(new PermissionsConverter().convertToDatabaseColumn(Permissions.SUPERUSER))
        .isEqualTo("{\"superuser\":1}");
  }

  @Test
  void oneGrantsAndMinusOneDeniesAndNothingElseDoes() {
    Permissions permissions = Permissions.fromJson("{\"a\":1,\"b\":0,\"c\":-1,\"d\":2,\"e\":null}");

    assertThat(permissions.values().keySet().stream().filter(permissions::grant))
        .containsExactly("a");
    assertThat(permissions.values().keySet().stream().filter(permissions::deny))
        .containsExactly("c");
    assertThat(permissions.grant("unknown") || permissions.deny("unknown")).isFalse();
  }

  @Test
  void whatIsOnlyInheritedCanBeLeftOut() {
    Permissions permissions = Permissions.fromJson("{\"a\":1,\"b\":0,\"c\":-1,\"d\":2,\"e\":null}");

    assertThat(permissions.withoutInherited().values()).isEqualTo(Map.of("a", 1, "c", -1));
  }

  @Test
  void theyDoNotChangeWithWhatTheyWereMadeOf() {
    Map<String, Integer> values = new HashMap<>(Map.of("admin", 0));
    Permissions permissions = new Permissions(values);

    values.put("admin", 1);

    assertThat(permissions.grant("admin")).isFalse();
  }
}
