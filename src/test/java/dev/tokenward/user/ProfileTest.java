package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.user.Profile.Membership;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole rule of permissions: a user's own values, then those of the groups. */
class ProfileTest {

  @ParameterizedTest(name = "own {0}, groups {1} and {2}: {3} is {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // nothing written down
        "{}                              | {}               | {}              | users.view  | false",
        // one's own value decides
        "{'users.view':1}                | {}               | {}              | users.view  | true",
        "{'users.view':1}                | {}               | {}              | users.edit  | false",
        "{'users.view':-1}               | {'users.view':1} | {}              | users.view  | false",
        "{'users.view':1}                | {'users.view':-1}| {}              | users.view  | true",
        // 0 inherits
        "{'users.view':0}                | {'users.view':1} | {}              | users.view  | true",
        "{'users.view':0}                | {}               | {}              | users.view  | false",
        // any group grants, and a group's -1 does nothing
        "{}                              | {'users.view':1} | {}              | users.view  | true",
        "{}                              | {}               | {'users.view':1}| users.view  | true",
        "{}                              | {'users.view':-1}| {'users.view':1}| users.view  | true",
        "{}                              | {'users.view':-1}| {}              | users.view  | false",
        // superuser: everything
        "{'superuser':1}                 | {}               | {}              | users.view  | true",
        "{'superuser':1}                 | {}               | {}              | self.api    | true",
        "{'superuser':1}                 | {}               | {}              | superuser   | true",
        "{'superuser':1}                 | {}               | {}              | admin       | true",
        "{'superuser':1,'users.view':-1} | {}               | {}              | users.view  | true",
        "{}                              | {'superuser':1}  | {}              | self.api    | true",
        "{'superuser':-1}                | {'superuser':1}  | {}              | superuser   | false",
        "{'superuser':0}                 | {'superuser':1}  | {}              | superuser   | true",
        // admin: everything but superuser and what is one's own
        "{'admin':1}                     | {}               | {}              | users.delete| true",
        "{'admin':1}                     | {}               | {}              | assets.edit | true",
        "{'admin':1}                     | {}               | {}              | self.api    | false",
        "{'admin':1}                     | {}               | {}              | superuser   | false",
        "{'admin':1,'self.api':1}        | {}               | {}              | self.api    | true",
        "{}                              | {'admin':1}      | {}              | users.view  | true",
        "{'admin':-1}                    | {'admin':1}      | {}              | users.view  | false",
        "{'admin':1,'users.view':-1}     | {}               | {}              | users.view  | true",
      })
  void theRule(String own, String one, String other, String permission, boolean allowed) {
    assertThat(profile(own, one, other).allow(permission)).isEqualTo(allowed);
  }

  @Test
  void itsKeysAreTheBuiltInOnesAndAllThatIsWrittenDown() {
    assertThat(profile("{'billing.export':-1}", "{'billing.import':1}", "{}").keys())
        .containsAll(PermissionKey.builtIn())
        .contains("billing.export", "billing.import");
  }

  @Test
  void onlyASuperuserIsUnlimited() {
    assertThat(profile("{'superuser':1}", "{}", "{}").areUnlimited()).isTrue();
    assertThat(profile("{'admin':1}", "{}", "{}").areUnlimited()).isFalse();
  }

  @Test
  void aDisabledOrDeletedUserIsNotActive() {
    assertThat(profile(true, null).isActive()).isTrue();
    assertThat(profile(false, null).isActive()).isFalse();
    assertThat(profile(true, Instant.EPOCH).isActive()).isFalse();
  }

  private static Profile profile(String own, String one, String other) {
    List<Membership> groups =
        List.of(
            new Membership(1, "One", permissions(one)),
            new Membership(2, "Other", permissions(other)));
    return profile(permissions(own), groups, true, null);
  }

  private static Profile profile(boolean activated, Instant deletedAt) {
    return profile(Permissions.NONE, List.of(), activated, deletedAt);
  }

  private static Profile profile(
      Permissions own, List<Membership> groups, boolean activated, Instant deletedAt) {
    return Profiles.ada(1, own, groups, activated, null, deletedAt);
  }

  private static Permissions permissions(String json) {
    return Permissions.fromJson(new JsonObject(json.replace('\'', '"')));
  }
}
