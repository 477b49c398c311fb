package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** GET /scopes: all that a token, a user or a group can be allowed to do. */
class ScopeListIT {

  private static JsonNode list(RequestSpecification caller) {
    return Json.payload(caller.get(ScopeFixtures.SCOPES));
  }

  private static Set<String> grantable(RequestSpecification caller) {
    return Json.elements(list(caller))
        .filter(scope -> scope.get("grantable").asBoolean())
        .map(scope -> scope.get("name").asText())
        .collect(Collectors.toSet());
  }

  @Test
  void everybodyWhoIsKnownSeesIt() {
    String registered = ScopeFixtures.scope();

    assertThat(Json.column(list(Given.as(Given.person())), "name"))
        .doesNotHaveDuplicates()
        .startsWith("superuser", "admin")
        .contains("users.view", "users.*", "self.api", "self.*")
        .contains(registered, ScopeFixtures.areaOf(registered))
        .doesNotContain("superuser.*", "import.*");
  }

  @Test
  void nobodyElseDoes() {
    Expect.unauthorized(Given.anonymous().get(ScopeFixtures.SCOPES), Expect.BEARER);
  }

  @Test
  void everyScopeSaysInASentenceWhatItAllows() {
    assertThat(Json.column(list(Given.admin()), "description"))
        .allMatch(sentence -> sentence.matches("[A-Z].*\\."));
  }

  @Test
  void aBuiltInScopeWasMadeByNobody() {
    JsonNode scope = ScopeFixtures.seen("users.view");

    assertThat(scope)
        .isEqualTo(
            Json.parse(
                """
                {"name":"users.view","description":"See users.","kind":"key","registered":false,\
                "grantable":true,"created_by":null,"created_at":null}"""));
  }

  @Test
  void aSuperuserCanGiveEverything() {
    assertThat(list(Given.admin())).allMatch(scope -> scope.get("grantable").asBoolean());
  }

  @Test
  void somebodyCanGiveWhatTheyHave() {
    String registered = ScopeFixtures.scope();
    Person person = Given.person("users.view", registered);

    assertThat(grantable(Given.as(person)))
        .containsExactlyInAnyOrder(
            "users.view", "users.*", registered, ScopeFixtures.areaOf(registered));
  }

  @Test
  void anAdministratorCanGiveAllButWhatAdminDoesNotPass() {
    String registered = ScopeFixtures.scope();

    assertThat(grantable(Given.as(Given.person("admin"))))
        .contains("admin", "users.view", "users.*", registered)
        .doesNotContain("superuser", "self.api", "self.*");
  }

  @Test
  void aTokenCanGiveWhatItsScopesInclude() {
    RequestSpecification narrow =
        Given.with(Given.token(Map.of("scopes", List.of("users.view", "kits.*"))));

    assertThat(grantable(narrow))
        .containsExactlyInAnyOrder(
            "users.view", "kits.view", "kits.create", "kits.edit", "kits.delete", "kits.*");
  }
}
