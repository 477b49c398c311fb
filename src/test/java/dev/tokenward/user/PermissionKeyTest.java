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
    assertThat(PermissionKey.isBuiltIn(key)).isTrue();
    assertThat(PermissionKey.isBuiltInScope(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "users", "users.", "users.x", "USERS.VIEW", "users.view ", "*"})
  void anythingElseIsNeither(String key) {
    assertThat(PermissionKey.isBuiltIn(key)).isFalse();
    assertThat(PermissionKey.isBuiltInScope(key)).isFalse();
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
    assertThat(PermissionKey.isBuiltInScope(scope)).isEqualTo(known);
    assertThat(PermissionKey.isBuiltIn(scope)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "users.view, true, true",
    "users.*, false, true",
    "billing.export, true, true",
    "billing.invoices.export, true, true",
    "billing.*, false, true",
    "billing.invoices.*, false, false",
    "billing, false, false",
    "users.fly, false, false",
    "superuser.*, false, false",
    "tokenward.x, false, false",
    "tokenward.introspect, true, true",
    "tokenward.*, false, true",
    "Billing.*, false, false",
    ".*, false, false",
    "*, false, false",
  })
  void whatCouldBeRegisteredIsPossible(String text, boolean key, boolean scope) {
    assertThat(PermissionKey.isPossible(text)).isEqualTo(key);
    assertThat(PermissionKey.isPossibleScope(text)).isEqualTo(scope);
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
    "admin, billing.export, true",
    "billing.*, billing.export, true",
    "billing.*, billing2.export, false",
    "admin, self.api, false",
    "admin, self.*, false",
    "admin, superuser, false",
  })
  void scopesCoverWhatTheyNameOrInclude(String scope, String permission, boolean covered) {
    assertThat(PermissionKey.cover(List.of(scope), permission)).isEqualTo(covered);
  }
}
