package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.ClientVisits.Shown;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may open which page about everybody, and send which of its forms: whom the API lets. */
class AdministrationRightsIT {

  private static final String REFUSED = "You do not have the permission that this needs";
  private static final List<String> ALL =
      List.of(
          "users.view", "users.create", "users.edit", "users.delete", "self.api", "assets.view");

  private static final Map<List<String>, WebClient> BROWSERS = new ConcurrentHashMap<>();

  /**
   * A page.
   *
   * @param path where, with {user}, {group}, {token}, {client} and {secret} for one that is there
   * @param permissions what it takes
   */
  record Route(String path, List<String> permissions) {

    static Route of(String path, String... permissions) {
      return new Route(path, List.of(permissions));
    }

    String address() {
      return path.replace("{token}", Victim.TOKEN.id())
          .replace("{group}", String.valueOf(Victim.GROUP))
          .replace("{client}", Victim.CLIENT.id())
          .replace("{secret}", Victim.SECRET)
          .replace("{user}", String.valueOf(Victim.PERSON.id()));
    }

    boolean isOpenFor(String power) {
      return !permissions.contains("superuser") || power.equals("superuser");
    }
  }

  /** Somebody whom nobody changes in fact: forms are only sent by those who may not. */
  private static final class Victim {
    private static final long GROUP = Given.group(Map.of());
    private static final Person PERSON = Given.person("self.api");
    private static final Given.Token TOKEN =
        Given.token(Given.basic(PERSON), Map.of("name", "Victim"));
    private static final Shown CLIENT =
        ClientVisits.register(browser(List.of("admin")), Map.of("name", Given.newName()));
    private static final String SECRET = ClientVisits.secretId(browser(List.of("admin")), CLIENT);
  }

  static Stream<Route> pages() {
    return Stream.of(
        Route.of("/admin", "admin"),
        Route.of("/admin/tokens", "admin"),
        Route.of("/admin/tokens/inspect", "admin"),
        Route.of("/admin/tokens/revoke", "admin"),
        Route.of("/admin/tokens/{token}/revoke", "admin"),
        Route.of("/users", "users.view"),
        Route.of("/users/{user}", "users.view"),
        Route.of("/users/new", "users.create"),
        Route.of("/users/{user}/edit", "users.view", "users.edit"),
        Route.of("/users/{user}/password", "users.view", "users.edit"),
        Route.of("/users/{user}/delete", "users.view", "users.delete"),
        Route.of("/admin/groups", "superuser"),
        Route.of("/admin/groups/new", "superuser"),
        Route.of("/admin/groups/{group}", "superuser"),
        Route.of("/admin/groups/{group}/delete", "superuser"),
        Route.of("/admin/groups/{group}/policy", "admin"),
        Route.of("/admin/policy", "admin"),
        Route.of("/admin/policy/violations", "admin"),
        Route.of("/admin/clients", "admin"),
        Route.of("/admin/clients/new", "admin"),
        Route.of("/admin/clients/{client}", "admin"),
        Route.of("/admin/clients/{client}/secrets/{secret}/end", "admin"),
        Route.of("/admin/clients/{client}/delete", "admin"));
  }

  static Stream<Route> forms() {
    return Stream.of(
        Route.of("/admin/tokens/inspect", "admin"),
        Route.of("/admin/tokens/revoke", "admin"),
        Route.of("/admin/tokens/{token}/revoke", "admin"),
        Route.of("/users/new", "users.create"),
        Route.of("/users/{user}/edit", "users.view", "users.edit"),
        Route.of("/users/{user}/password", "users.view", "users.edit"),
        Route.of("/users/{user}/enable", "users.view", "users.edit"),
        Route.of("/users/{user}/disable", "users.view", "users.edit"),
        Route.of("/users/{user}/delete", "users.view", "users.delete"),
        Route.of("/admin/groups/new", "superuser"),
        Route.of("/admin/groups/{group}", "superuser"),
        Route.of("/admin/groups/{group}/delete", "superuser"),
        Route.of("/admin/groups/{group}/policy", "superuser"),
        Route.of("/admin/groups/{group}/policy/remove", "superuser"),
        Route.of("/admin/policy", "admin"),
        Route.of("/admin/clients/new", "admin"),
        Route.of("/admin/clients/{client}", "admin"),
        Route.of("/admin/clients/{client}/secrets", "admin"),
        Route.of("/admin/clients/{client}/secrets/{secret}/end", "admin"),
        Route.of("/admin/clients/{client}/delete", "admin"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageIsOpenForThoseWhomTheApiLetsAndForNobodyElse(Route route) {
    Response anonymous = Visits.browser().get(route.address());

    assertThat(anonymous.statusCode()).isEqualTo(303);
    assertThat(anonymous.header("Location")).startsWith("/login?next=%2F");
    assertThat(get(route, route.permissions())).isEqualTo(200);
    assertThat(get(route, List.of("superuser"))).isEqualTo(200);
    assertThat(get(route, List.of("admin"))).isEqualTo(route.isOpenFor("admin") ? 200 : 403);
    for (String missing : route.permissions()) {
      List<String> others = ALL.stream().filter(key -> !key.equals(missing)).toList();
      Visits.page(browser(others).get(route.address()), 403, REFUSED);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormOfWhoMayNotIsRefused(Route route) {
    assertThat(Visits.browser().post(route.address(), Map.of()).statusCode()).isEqualTo(303);
    for (String missing : route.permissions()) {
      List<String> others = ALL.stream().filter(key -> !key.equals(missing)).toList();
      Response answer =
          browser(others).submit("/account/profile", route.address(), Map.of("sure", "1"));

      Visits.page(answer, 403, REFUSED);
    }
    assertThat(Given.with(Victim.TOKEN).get(Given.ME).statusCode()).isEqualTo(200);
    assertThat(ClientVisits.learnsOf(Victim.CLIENT, Victim.TOKEN.text())).isTrue();
  }

  @Test
  void thereAreOnlyWaysToWhatOneMayUse() {
    assertThat(links(List.of("self.api"))).containsExactly("/account/api", "/account/profile");
    assertThat(links(List.of("users.view"))).containsExactly("/account/profile", "/users");
    assertThat(links(List.of("users.create"))).containsExactly("/account/profile", "/users/new");
    assertThat(links(List.of("admin")))
        .containsExactly(
            "/account/profile",
            "/admin",
            "/admin/tokens",
            "/users",
            "/admin/policy",
            "/admin/clients");
    assertThat(links(List.of("superuser")))
        .containsExactly(
            "/account/api",
            "/account/profile",
            "/admin",
            "/admin/tokens",
            "/users",
            "/admin/groups",
            "/admin/policy",
            "/admin/clients");
  }

  private static List<String> links(List<String> permissions) {
    String page = browser(permissions).get("/account/profile").asString();
    return Pattern.compile("<li><a href=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  private static int get(Route route, List<String> permissions) {
    return browser(permissions).get(route.address()).statusCode();
  }

  private static WebClient browser(List<String> permissions) {
    return BROWSERS.computeIfAbsent(
        permissions, keys -> Visits.as(Given.person(keys.toArray(String[]::new))));
  }
}
