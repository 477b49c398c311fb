package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.Change;
import dev.tokenward.user.UserChanges;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request says of a user. */
class UserFieldsTest {

  @Test
  void aNewUserNeedsANameAUsernameAndAPassword() {
    RequestFields fields = Fields.of("{}");

    assertThatThrownBy(() -> UserFields.forNewUser(fields)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(fields))
        .containsExactly(
            Map.entry("first_name", List.of("The first name field is required.")),
            Map.entry("username", List.of("The username field is required.")),
            Map.entry("password", List.of("The password field is required.")));
  }

  @Test
  void aChangeNamesOnlyWhatItChanges() {
    UserChanges changes = UserFields.forChange(Fields.of("{'notes':'a\\nb','last_name':''}"));

    assertThat(changes.notes()).isEqualTo(Change.to("a\nb"));
    assertThat(changes.lastName()).isEqualTo(Change.to(null));
    assertThat(changes.firstName()).isEqualTo(Change.none());
    assertThat(changes.password()).isEqualTo(Change.none());
  }

  @Test
  void groupsAreNumbersAndPermissionsAreValues() {
    UserChanges changes =
        UserFields.forChange(
            Fields.of("{'groups':[2,'1',2],'permissions':{'users.view':'1','admin':false}}"));

    assertThat(changes.groups()).isEqualTo(Change.to(Set.of(1L, 2L)));
    assertThat(changes.permissions().value().values())
        .containsExactly(Map.entry("users.view", 1), Map.entry("admin", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'first_name':null}                                     | first_name",
        "{'username':' '}                                        | username",
        "{'username':'a:b'}                                      | username",
        "{'email':'nobody'}                                      | email",
        "{'email':'a@b@c'}                                       | email",
        "{'password':'long enough'}                              | password",
        "{'password':'long enough','password_confirmation':'x'}  | password",
        "{'password':'short','password_confirmation':'short'}    | password",
        "{'activated':'perhaps'}                                 | activated",
        "{'locale':'much-too-long'}                              | locale",
        "{'permissions':{'fly':1}}                               | permissions",
        "{'permissions':{'admin':2}}                             | permissions",
        "{'permissions':['admin']}                               | permissions",
        "{'groups':['a']}                                        | groups",
        "{'groups':[-1]}                                         | groups",
      })
  void whatMakesNoSenseIsSaidOfItsField(String json, String field) {
    RequestFields fields = Fields.of(json);

    assertThatThrownBy(() -> UserFields.forChange(fields)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(fields)).containsOnlyKeys(field);
  }

  @Test
  void aUsernameThatGrowsTooLongWhenComparedIsRefused() {
    RequestFields fields = Fields.of("{'username':'" + "ﬃ".repeat(86) + "'}");

    assertThatThrownBy(() -> UserFields.forChange(fields)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(fields)).containsOnlyKeys("username");
  }
}
