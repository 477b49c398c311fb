package dev.tokenward.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vocabulary of permissions and scopes. */
class PermissionKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "superuser",
        "admin",
        "self.api",
        "import",
        "reports.view",
        "users.view",
        "users.create",
        "users.edit",
        "users.delete",
        "assets.view",
        "assets.checkout",
        "assets.view.requestable",
        "accessories.checkin",
        "consumables.checkout",
        "licenses.keys",
        "components.files",
        "kits.view",
        "models.view",
        "categories.edit",
        "departments.delete",
        "statuslabels.create",
        "customfields.view",
        "suppliers.view",
        "manufacturers.view",
        "depreciations.view",
        "locations.view",
        "companies.view",
        "self.two_factor",
        "self.edit_location",
        "self.checkout_assets",
        "self.view_purchase_cost",
      })
  void snipeItsKeysCanBeStoredAndAreScopes(String key) {
    assertThat(PermissionKey.isKnown(key)).isTrue();
    assertThat(PermissionKey.isScope(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "users", "users.", "users.x", "USERS.VIEW", "users.view ", "*"})
  void anythingElseIsNeither(String key) {
    assertThat(PermissionKey.isKnown(key)).isFalse();
    assertThat(PermissionKey.isScope(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "users.*, true",
    "self.*, true",
    "assets.*, true",
    "nothing.*, false",
    ".*, false",
    "superuser.*, false",
    "*.*, false",
    "users.view.*, false",
  })
  void aWholeAreaIsAScopeButNoPermission(String scope, boolean known) {
    assertThat(PermissionKey.isScope(scope)).isEqualTo(known);
    assertThat(PermissionKey.isKnown(scope)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "users.view, users.view, true",
    "users.view, users.edit, false",
    "users.*, users.edit, true",
    "users.*, users.*, true",
    "users.view, users.*, false",
    "users.*, assets.view, false",
    "assets.*, assets.view.requestable, true",
    "self.*, self.api, true",
    "superuser, self.api, true",
    "superuser, users.*, true",
    "admin, users.view, true",
    "admin, users.*, true",
    "admin, self.api, false",
    "admin, self.*, false",
    "admin, superuser, false",
  })
  void scopesCoverWhatTheyNameOrInclude(String scope, String permission, boolean covered) {
    assertThat(PermissionKey.cover(List.of(scope), permission)).isEqualTo(covered);
  }
}
