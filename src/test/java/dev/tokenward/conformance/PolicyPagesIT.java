package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies on pages, and the tokens that break them. */
class PolicyPagesIT {

  private static final String POLICY = "/admin/policy";
  private static final String VIOLATIONS = POLICY + "/violations";

  private static WebClient superuser;

  @BeforeAll
  static void somebodyMayDoEverything() {
    superuser = Visits.as(Visits.superuser());
  }

  private static String path(long group) {
    return "/admin/groups/" + group + "/policy";
  }

  @Test
  void theInstallationGetsAPolicyAndLosesIt() {
    try (Service service = Service.builder().start()) {
      Target target = Target.of(service);
      WebClient browser =
          WebClient.signedIn(target, target.adminUsername(), target.adminPassword());

      Response answer =
          browser.submit(
              POLICY,
              POLICY,
              Map.of(
                  "creation", "administrators",
                  "max_life_days", "30",
                  "max_tokens", "",
                  "name_required", "1",
                  "prefix", ""));

      Visits.redirect(answer, POLICY + "?done=policy");
      assertThat(browser.get(POLICY + "?done=policy").asString())
          .contains("The policy is saved.", "value=\"30\"", "Changed just now by ")
          .containsPattern("id=\"creation-administrators\"[^>]* checked")
          .containsPattern("id=\"name_required\"[^>]* checked")
          .doesNotContainPattern("id=\"scopes_required\"[^>]* checked");
      Response tooLong =
          browser.submit(
              "/account/api/new",
              "/account/api/new",
              Map.of("name", "Long", "expiry", "90", "rights", "all"));
      assertThat(tooLong.statusCode()).isEqualTo(422);
      assertThat(tooLong.asString()).contains("30 days");

      browser.submit(POLICY, POLICY, Map.of("creation", "everyone"));

      assertThat(browser.get(POLICY).asString())
          .doesNotContain("value=\"30\"")
          .doesNotContainPattern("id=\"name_required\"[^>]* checked");
    }
  }

  @Test
  void aGroupGetsAPolicyThatCountsForItsMembersAndLosesIt() {
    long group = Given.group(Map.of());
    Person member = Given.person(Map.of("self.api", 1), List.of(group));

    Response answer =
        superuser.submit(
            path(group), path(group), Map.of("creation", "everyone", "max_life_days", "7"));

    Visits.redirect(answer, path(group) + "?done=policy");
    assertThat(PolicyFixtures.limits(member).get("max_life_days").asInt()).isEqualTo(7);
    Response list = superuser.get(VIOLATIONS + "?search=" + member.username());
    Visits.page(list, 200, "Tokens that break a policy");
    assertThat(list.asString())
        .contains("First", "1 found", "The policy allows at most 7 days, and this token has ")
        .containsPattern("/admin/tokens/[0-9a-f-]{36}/revoke");

    Response removed = superuser.submit(path(group), path(group) + "/remove", Map.of());

    Visits.redirect(removed, path(group) + "?done=policy-removed");
    assertThat(superuser.get(VIOLATIONS + "?search=" + member.username()).asString())
        .contains("No token that breaks a policy is like that.");
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsChanged() {
    long group = Given.group(Map.of());
    JsonNode before = PolicyFixtures.policyOfAll();

    Response ofGroup =
        superuser.submit(
            path(group),
            path(group),
            Map.of("creation", "everyone", "max_life_days", "0", "max_tokens", "7"));
    Response withPrefix = superuser.submit(path(group), path(group), Map.of("prefix", "twd"));
    Response ofAll =
        superuser.submit(
            POLICY, POLICY, Map.of("creation", "some", "max_tokens", "many", "prefix", "zzz"));
    Response unknown = superuser.submit(POLICY, POLICY, Map.of("max_lifes", "9"));

    assertThat(ofGroup.statusCode()).isEqualTo(422);
    assertThat(ofGroup.asString())
        .contains("The max life days must be between 1 and 36525.", "value=\"7\"");
    assertThat(withPrefix.asString()).contains("This field is unknown.");
    assertThat(ofAll.asString())
        .contains("The creation must be everyone, administrators or nobody.")
        .contains("The max tokens must be an integer.");
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(PolicyFixtures.policyOfAll()).isEqualTo(before);
  }

  @Test
  void anAdministratorSeesThePolicyOfAGroupAndDoesNotChangeIt() {
    long group = PolicyFixtures.group(Map.of("max_life_days", 9));
    WebClient administrator = Visits.as(Given.person("admin"));

    Response page = administrator.get(path(group));
    Response put =
        administrator.submit("/account/profile", path(group), Map.of("max_life_days", "99"));
    Response removed = administrator.submit("/account/profile", path(group) + "/remove", Map.of());

    Visits.page(page, 200, "Policy for tokens of the group number " + group);
    assertThat(page.asString())
        .contains("Only superusers change the policy of a group.", "value=\"9\"")
        .doesNotContain("Save the policy");
    for (Response refused : List.of(put, removed)) {
      Visits.page(refused, 403, "You do not have the permission that this needs");
    }
    assertThat(Json.of(Given.admin().get(PolicyFixtures.path(group))).get("max_life_days").asInt())
        .isEqualTo(9);
  }
}
