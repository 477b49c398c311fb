package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Target;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** GET /users/me: whose token is this? */
class CurrentUserIT {

  /** The keys of Snipe-IT 8.7, in its order. */
  static final List<String> KEYS =
      List.of(
          """
          id avatar qr_code_url name first_name last_name display_name username remote locale
          employee_num manager jobtitle vip phone mobile website address city state country zip
          email department department_manager location notes role permissions activated
          autoassign_licenses ldap_import two_factor_enrolled two_factor_optin assets_count
          licenses_count accessories_count consumables_count manages_users_count
          manages_locations_count assigned_maintenances_count company companies created_by
          created_at updated_at start_date end_date last_login deleted_at available_actions groups"""
              .split("\\s+"));

  private static JsonNode me(Person person) {
    return Json.of(Given.as(person).get(Given.ME));
  }

  @Test
  void answersWithTheBareObject() {
    Person person = Given.person("users.view");

    JsonNode me = me(person);

    assertThat(me.get("id").asLong()).isEqualTo(person.id());
    assertThat(me.get("username").asText()).isEqualTo(person.username());
    assertThat(me.has("status")).isFalse();
    assertThat(me.has("payload")).isFalse();
  }

  @Test
  void hasTheKeysOfSnipeItInTheirOrder() {
    assertThat(Json.keys(Json.of(Given.admin().get(Given.ME)))).isEqualTo(KEYS);
  }

  @Test
  void needsNoPermission() {
    Person person = Given.person();

    assertThat(Given.as(person).get(Given.ME).statusCode()).isEqualTo(200);
  }

  /** It is answered before routing; this spelling is answered by its resource. */
  @Test
  void answersTheSameWhicheverWayItIsAnswered() {
    Person person = Given.person("users.view");

    Response direct = Given.as(person).get(Given.ME);
    Response routed = Given.as(person).get(Given.ME + "/");

    assertThat(routed.statusCode()).isEqualTo(200);
    assertThat(direct.asString()).isEqualTo(routed.asString());
    assertThat(stable(direct)).isEqualTo(stable(routed));
  }

  @Test
  void refusesTheSameWhicheverWayItIsAnswered() {
    Given.Token revoked = Given.token(Map.of("name", "Revoked"));
    assertThat(Given.admin().delete(Given.TOKENS + "/" + revoked.id()).statusCode()).isEqualTo(204);

    Response direct = Given.with(revoked).get(Given.ME);
    Response routed = Given.with(revoked).get(Given.ME + "/");

    Expect.unauthorized(direct, Expect.INVALID_TOKEN);
    assertThat(direct.asString()).isEqualTo(routed.asString());
    assertThat(stable(direct)).isEqualTo(stable(routed));
  }

  /** What is left of the budget differs from request to request, and so does what it is called. */
  private static Map<String, String> stable(Response response) {
    return response.headers().asList().stream()
        .filter(header -> !header.getName().toLowerCase(Locale.ROOT).contains("ratelimit"))
        .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
        .collect(
            Collectors.toMap(
                header -> header.getName().toLowerCase(Locale.ROOT), Header::getValue));
  }

  @Test
  void ignoresABodyAndAnswersTheNextRequestOnTheConnection() {
    String head =
        "GET "
            + Given.ME
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + Given.person().token()
            + "\r\n";
    String withBody =
        head + "Content-Length: 39\r\n\r\n" + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nxxxx";
    String last = head + "Connection: close\r\n\r\n";

    String answers = Wire.sendRaw(Target.shared(), withBody + last);

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(3);
  }

  @Test
  void needsAToken() {
    Expect.unauthorized(Given.anonymous().get(Given.ME), Expect.BEARER);
  }

  @Test
  void takesNoPassword() {
    Person person = Given.person("self.api");

    Expect.unauthorized(Given.basic(person).get(Given.ME), Expect.BEARER);
  }

  @Test
  void hasNumbersAsNumbers() {
    JsonNode me = Json.of(Given.admin().get(Given.ME));

    assertThat(me.get("id").isIntegralNumber()).isTrue();
    assertThat(KEYS.stream().filter(key -> key.endsWith("_count")).toList())
        .hasSize(7)
        .allSatisfy(key -> assertThat(me.get(key).isInt()).as(key).isTrue())
        .allSatisfy(key -> assertThat(me.get(key).asInt()).as(key).isZero());
  }

  @Test
  void hasYesAndNoAsBooleans() {
    JsonNode me = Json.of(Given.admin().get(Given.ME));

    assertThat(
            List.of(
                "remote",
                "vip",
                "activated",
                "autoassign_licenses",
                "ldap_import",
                "two_factor_enrolled",
                "two_factor_optin"))
        .allSatisfy(key -> assertThat(me.get(key).isBoolean()).as(key).isTrue());
    assertThat(me.get("activated").asBoolean()).isTrue();
  }

  @Test
  void saysNullWhereNothingIsKnown() {
    JsonNode me = me(Given.person());

    assertThat(
            List.of(
                "avatar",
                "qr_code_url",
                "last_name",
                "display_name",
                "locale",
                "employee_num",
                "manager",
                "jobtitle",
                "phone",
                "mobile",
                "website",
                "address",
                "city",
                "state",
                "country",
                "zip",
                "email",
                "department",
                "department_manager",
                "location",
                "company",
                "start_date",
                "end_date",
                "deleted_at"))
        .allSatisfy(key -> assertThat(me.get(key).isNull()).as(key).isTrue());
    assertThat(me.get("companies")).isEqualTo(Json.parse("[]"));
  }

  @Test
  void hasNoPermissionsAsAnEmptyObject() {
    assertThat(me(Given.person()).get("permissions")).isEqualTo(Json.parse("{}"));
  }

  @Test
  void hasPermissionsAsNumbersByKey() {
    Person person = Given.personWith(Map.of("users.view", 1, "users.edit", 0, "users.delete", -1));

    JsonNode expected =
        Json.parse(
            """
            {"users.view":1,"users.edit":0,"users.delete":-1}""");
    assertThat(me(person).get("permissions")).isEqualTo(expected);
  }

  @Test
  void namesWhoMadeTheUser() {
    Person creator = Given.person("superuser");
    Person person = Given.personMadeBy(creator);

    UserFixtures.assertMadeBy(creator, me(person));
  }

  @Test
  void hasTheNewNameOfWhoMadeTheUserAtOnce() {
    Person creator = Given.person("superuser");
    Person person = Given.personMadeBy(creator);
    me(person);

    UserFixtures.change(creator.id(), Map.of("first_name", "Grace", "last_name", "<Hopper>"));

    assertThat(me(person).get("created_by").get("name").asText()).isEqualTo("Grace &lt;Hopper&gt;");
  }

  @Test
  void hasNoGroupsAsNull() {
    assertThat(me(Given.person()).get("groups").isNull()).isTrue();
  }

  @Test
  void hasGroupsWithTheirNumberAndTheirNames() {
    long first = Given.group(Map.of());
    long second = Given.group(Map.of("users.view", 1));
    Person person = Given.person(Map.of(), List.of(second, first));

    JsonNode groups = me(person).get("groups");

    assertThat(Json.keys(groups)).containsExactly("total", "rows");
    assertThat(groups.get("total").asInt()).isEqualTo(2);
    assertThat(Json.elements(groups.get("rows")).map(Json::keys))
        .containsOnly(List.of("id", "name"));
    assertThat(Json.elements(groups.get("rows")).map(row -> row.get("id").asLong()))
        .containsExactly(first, second);
  }

  @Test
  void callsASuperuserSuperadmin() {
    assertThat(me(Given.person("superuser")).get("role").asText()).isEqualTo("superadmin");
  }

  @Test
  void callsAnAdministratorAdmin() {
    assertThat(me(Given.person("admin")).get("role").asText()).isEqualTo("admin");
  }

  @Test
  void hasNoRoleForAnybodyElse() {
    assertThat(me(Given.person("users.view")).get("role").isNull()).isTrue();
  }

  @Test
  void takesTheRoleFromAGroupToo() {
    long group = Given.group(Map.of("admin", 1));

    assertThat(me(Given.person(Map.of(), List.of(group))).get("role").asText()).isEqualTo("admin");
  }

  @Test
  void escapesTextForHtml() {
    Person person = Given.person();
    UserFixtures.change(
        person.id(), Map.of("first_name", "<b>R&D</b>", "last_name", "\"O'Brien\""));

    JsonNode me = me(person);

    assertThat(me.get("first_name").asText()).isEqualTo("&lt;b&gt;R&amp;D&lt;/b&gt;");
    assertThat(me.get("last_name").asText()).isEqualTo("&quot;O&#039;Brien&quot;");
    assertThat(me.get("name").asText())
        .isEqualTo("&lt;b&gt;R&amp;D&lt;/b&gt; &quot;O&#039;Brien&quot;");
  }

  @Test
  void keepsUnicodeAsItIs() {
    Person person = Given.person();
    UserFixtures.change(person.id(), Map.of("first_name", "Zoë", "last_name", "李 😀"));

    assertThat(me(person).get("name").asText()).isEqualTo("Zoë 李 😀");
  }

  @Test
  void showsNoPassword() {
    Person person = Given.person();

    assertThat(Given.as(person).get(Given.ME).asString())
        .doesNotContain(person.password())
        .doesNotContain("$2");
  }

  @Test
  void saysWhatTheCallerMayDo() {
    JsonNode actions = me(Given.person("users.edit", "users.delete")).get("available_actions");

    JsonNode expected =
        Json.parse(
            """
            {"update":true,"delete":false,"clone":false,"restore":false}""");
    assertThat(actions).isEqualTo(expected);
    assertThat(Json.keys(actions)).containsExactly("update", "delete", "clone", "restore");
  }
}
