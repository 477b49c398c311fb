package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.conformance.ClientVisits.Shown;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that ask about tokens, registered and looked after on pages by administrators. */
class ClientPagesIT {

  private static final String CLIENTS = ClientVisits.CLIENTS;
  private static final String NEW = ClientVisits.NEW;
  private static final String ORDERS = "https://orders.example.com";
  private static final String STOCK = "urn:example:stock,eu";
  private static final String NOWHERE = "9a8f7e6d-5c4b-4a2b-9c0d-9e8f7a6b5c4d";

  private static WebClient administrator;

  @BeforeAll
  static void somebodyIsAnAdministrator() {
    administrator = Visits.as(Given.person("admin"));
  }

  private static Token tokenFor(String... audience) {
    return Given.token(
        Given.basic(Given.person("self.api")),
        Map.of("name", "Asked about", "audience", List.of(audience)));
  }

  private static Shown register(String name) {
    return ClientVisits.register(administrator, Map.of("name", name));
  }

  private static Shown addSecret(Shown client) {
    return ClientVisits.shown(
        administrator.submit(client.page(), client.page() + "/secrets", Map.of()));
  }

  @Test
  void aClientAsksWithTheSecretThatIsShownOnce() {
    String name = Given.newName();
    Token token = tokenFor(ORDERS);

    Response page =
        administrator.submit(
            NEW, NEW, Map.of("name", name, "audience", ORDERS, "throttle_per_minute", "500"));
    Shown client = ClientVisits.shown(page);

    Visits.page(page, 200, "The secret of “" + name + "”");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("Location")).isNull();
    assertThat(page.asString())
        .contains("The client “" + name + "” is registered.")
        .contains("OAUTH_CLIENT_ID=" + client.id() + "\nOAUTH_CLIENT_SECRET=" + client.secret())
        .contains("curl -u '" + client.id() + ":" + client.secret() + "' -d token=THE_TOKEN ")
        .contains("/oauth/introspect</code>", ">" + ORDERS + "<");
    assertThat(ClientVisits.learnsOf(client, token.text())).isTrue();
    assertThat(ClientVisits.learnsOf(client, "THE_TOKEN")).isFalse();
    for (String later : List.of(CLIENTS + "?search=" + name, client.page())) {
      assertThat(administrator.get(later).asString())
          .contains(name, ORDERS)
          .doesNotContain(client.secret());
    }
    assertThat(administrator.get(client.page()).asString()).contains(client.preview());
    assertThat(administrator.cookies().values())
        .noneMatch(value -> value.contains(client.secret()));
  }

  @Test
  void theListSaysWhatIsKnownOfEachClientAndCanBeSearched() {
    String name = Given.newName();
    String other = Given.newName();
    String audience = "https://" + name.toLowerCase(Locale.ROOT) + ".example.com";
    ClientVisits.register(
        administrator, Map.of("name", name, "audience", audience, "throttle_per_minute", "1"));
    addSecret(register(other));

    String byName = administrator.get(CLIENTS + "?search=" + name).asString();
    String byAudience = administrator.get(CLIENTS + "?search=" + audience).asString();
    String ofOther = administrator.get(CLIENTS + "?search=" + other).asString();
    String ofNone = administrator.get(CLIENTS + "?search=" + name + other).asString();

    assertThat(byName)
        .contains("1 found", name, audience, "1 secret<", "At most 1 request a minute.")
        .contains(" by Grace.")
        .doesNotContain(other);
    assertThat(byAudience).contains("1 found", name);
    assertThat(ofOther).contains("1 found", "2 secrets<").doesNotContain("At most");
    assertThat(ofNone).contains("No client is like that.");
    Visits.page(administrator.get(CLIENTS + "?part=99999"), 200, "Clients");
  }

  /** So that one can be ended without a guess. It takes some seconds until it is written down. */
  @Test
  void whenASecretWasLastUsedIsKept() {
    String name = Given.newName();
    Shown client = register(name);
    Shown unused = addSecret(client);
    assertThat(administrator.get(client.page()).asString())
        .contains("never used")
        .doesNotContain("last used");
    assertThat(administrator.get(CLIENTS + "?search=" + name).asString()).contains("Never asked.");

    ClientVisits.introspect(client, "THE_TOKEN");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> administrator.get(client.page()).asString().contains("last used <time"));
    String page = administrator.get(client.page()).asString();
    assertThat(page.indexOf("never used"))
        .as("the newer secret, which is shown first, was not used")
        .isBetween(page.indexOf(unused.preview()), page.indexOf("last used <time"));
    assertThat(administrator.get(CLIENTS + "?search=" + name).asString())
        .contains("Last asked <time");
  }

  @Test
  void whoHasNoClientsYetIsToldWhatTheyAreFor() {
    try (Service service =
        Service.builder().env("TOKENWARD_CLIENT_THROTTLE_PER_MINUTE", "0").start()) {
      Target target = Target.of(service);
      WebClient browser =
          WebClient.signedIn(target, target.adminUsername(), target.adminPassword());
      String before = browser.get(CLIENTS).asString();
      String form = browser.get(NEW).asString();
      String printed =
          service.command("", "client", "create", "--name", "By command").standardOutput();
      Secrets.register(printed.substring(printed.lastIndexOf(' ') + 1).strip());
      String after = browser.get(CLIENTS).asString();

      assertThat(before)
          .contains("There are no clients yet", "asks here whether they count", NEW)
          .doesNotContain("type=\"search\"");
      assertThat(form).contains("what holds for all clients: no limit.");
      assertThat(after).contains("1 in all", "By command", " by the operator.");
    }
  }

  @Test
  void whatIsKnownOfAClientIsChanged() {
    Shown client = register(Given.newName());
    Token token = tokenFor(STOCK);
    String name = Given.newName();
    assertThat(ClientVisits.learnsOf(client, token.text())).isFalse();

    Response answer =
        administrator.submit(
            client.page(),
            client.page(),
            Map.of(
                "name",
                " " + name + " ",
                "audience",
                ORDERS + "\r\n\r\n  " + STOCK + "\r\n" + ORDERS,
                "throttle_per_minute",
                "7",
                "seen",
                UserPagesIT.seen(administrator.get(client.page()))));

    Visits.redirect(answer, client.page() + "?done=changed");
    assertThat(administrator.get(client.page() + "?done=changed").asString())
        .contains("The changes are saved.", "value=\"" + name + "\"", "value=\"7\"")
        .contains(">" + ORDERS + "\n" + STOCK + "</textarea>");
    assertThat(ClientVisits.learnsOf(client, token.text())).isTrue();

    administrator.submit(client.page(), client.page(), Map.of("name", name));

    assertThat(administrator.get(client.page()).asString())
        .contains("></textarea>")
        .doesNotContain("value=\"7\"");
    assertThat(ClientVisits.learnsOf(client, token.text())).isFalse();
  }

  @Test
  void whatSomebodyElseHasChangedMeanwhileIsNotUndone() {
    Shown client = register(Given.newName());
    String seen = UserPagesIT.seen(administrator.get(client.page()));
    String name = Given.newName();
    administrator.submit(client.page(), client.page(), Map.of("name", name, "seen", seen));

    Response stale =
        administrator.submit(
            client.page(), client.page(), Map.of("name", Given.newName(), "seen", seen));

    Visits.page(stale, 409, "Nothing was changed");
    assertThat(stale.asString()).contains("Somebody has changed this client since");
    Visits.page(administrator.get(client.page()), 200, "Client “" + name + "”");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name                | ' '              | The name field is required.",
        "name                | 'a\tb'           | The name may not contain control characters.",
        "audience            | orders           | Give at most 10 absolute URIs",
        "audience            | https://a b      | Give at most 10 absolute URIs",
        "throttle_per_minute | 0                | Give a whole number from 1 to 1000000",
        "throttle_per_minute | -3               | Give a whole number from 1 to 1000000",
        "throttle_per_minute | 1000001          | Give a whole number from 1 to 1000000",
        "throttle_per_minute | 9999999999999    | Give a whole number from 1 to 1000000",
        "throttle_per_minute | 99999999999999999999 | Give a whole number from 1 to 1000000",
        "throttle_per_minute | many             | Give a whole number from 1 to 1000000"
      })
  void whatIsWrongIsSaidBesideItsFieldAndWhatWasTypedIsKept(
      String field, String value, String sentence) {
    Shown client = register(Given.newName());
    String before = administrator.get(client.page()).asString();
    Map<String, String> fields = new HashMap<>(Map.of("name", "<Kept> & \"safe\""));
    fields.put("audience", "https://kept.example.com");
    fields.put("throttle_per_minute", "77");
    fields.put(field, value);

    for (String page : List.of(NEW, client.page())) {
      Response answer = administrator.submit(page, page, fields);

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.asString())
          .contains("Please correct this", "<a href=\"#" + field + "\">" + sentence)
          .contains("id=\"" + field + "-error\">" + sentence)
          .containsPattern("id=\"" + field + "\"[^>]* aria-invalid=\"true\"");
      if (!field.equals("name")) {
        assertThat(answer.asString()).contains("&lt;Kept&gt; &amp; &quot;safe&quot;");
      }
      if (!field.equals("audience")) {
        assertThat(answer.asString()).contains(">https://kept.example.com</textarea>");
      }
      if (!field.equals("throttle_per_minute")) {
        assertThat(answer.asString()).contains("value=\"77\"");
      }
    }
    assertThat(administrator.get(client.page()).asString()).isEqualTo(before);
  }

  @Test
  void noClientSpeaksForThisServiceItself() {
    String here = Target.shared().baseUri().toString();

    Response answer =
        administrator.submit(NEW, NEW, Map.of("name", Given.newName(), "audience", here));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains("and not this service itself.");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Response answer =
        administrator.submit(
            NEW, NEW, Map.of("name", "", "audience", "orders", "throttle_per_minute", "0"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString())
        .contains("id=\"name-error\"", "id=\"audience-error\"", "id=\"throttle_per_minute-error\"");
  }

  @Test
  void whatIsTooLongOrTooManyIsRefused() {
    String uris =
        IntStream.rangeClosed(1, 11)
            .mapToObj(n -> "urn:example:" + n)
            .collect(Collectors.joining("\n"));

    Response longName = administrator.submit(NEW, NEW, Map.of("name", "n".repeat(256)));
    Response manyUris = administrator.submit(NEW, NEW, Map.of("name", "x", "audience", uris));
    Response longUri =
        administrator.submit(NEW, NEW, Map.of("name", "x", "audience", "urn:" + "x".repeat(255)));

    assertThat(longName.asString())
        .contains("id=\"name-error\">The name may not be greater than 255 characters.");
    for (Response refused : List.of(longName, manyUris, longUri)) {
      assertThat(refused.statusCode()).isEqualTo(422);
    }
    assertThat(manyUris.asString()).contains("id=\"audience-error\">Give at most 10");
    assertThat(longUri.asString()).contains("id=\"audience-error\">Give at most 10");
  }

  @Test
  void noTwoClientsHaveOneName() {
    String name = Given.newName();
    register(name);
    Shown other = register(Given.newName());

    for (String page : List.of(NEW, other.page())) {
      Response answer = administrator.submit(page, page, Map.of("name", name));

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.asString())
          .contains("id=\"name-error\">The name has already been taken.")
          .contains("value=\"" + name + "\"");
    }
  }

  @Test
  void whatTheFormDoesNotHaveIsNotTaken() {
    Shown client = register(Given.newName());

    for (String page : List.of(NEW, client.page())) {
      Response answer =
          administrator.submit(page, page, Map.of("name", Given.newName(), "secret", "mine"));

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.asString()).contains("This field is unknown.");
    }
  }

  @Test
  void aSecretIsReplacedWithoutAGap() {
    Shown old = register(Given.newName());
    String end = old.page() + "/secrets/" + ClientVisits.secretId(administrator, old) + "/end";
    Token token = tokenFor();

    Response page = administrator.submit(old.page(), old.page() + "/secrets", Map.of());
    Shown fresh = ClientVisits.shown(page);

    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.asString())
        .contains("has another secret. Those that it had still count.")
        .doesNotContain(old.secret());
    assertThat(fresh.id()).isEqualTo(old.id());
    assertThat(fresh.secret()).isNotEqualTo(old.secret());
    assertThat(ClientVisits.learnsOf(old, token.text())).isTrue();
    assertThat(ClientVisits.learnsOf(fresh, token.text())).isTrue();

    Response question = administrator.get(end);
    Response ended = administrator.submit(end, end, Map.of());

    assertThat(question.asString())
        .contains("End the secret " + old.preview() + " of “")
        .contains("The client has 1 other secret that counts.");
    Visits.redirect(ended, old.page() + "?done=secret-ended");
    assertThat(administrator.get(old.page() + "?done=secret-ended").asString())
        .contains("The secret has ended.", "Secrets that have ended", old.preview());
    ClientVisits.assertUnknown(old);
    assertThat(ClientVisits.learnsOf(fresh, token.text())).isTrue();

    Response again = administrator.submit(old.page(), end, Map.of());

    Visits.redirect(again, old.page() + "?done=secret-ended-before");
    Visits.page(administrator.get(end), 200, "The secret " + old.preview() + " has ended already");
  }

  @Test
  void whoEndsTheOnlySecretIsToldWhatThatMeans() {
    Shown client = register(Given.newName());
    String end =
        client.page() + "/secrets/" + ClientVisits.secretId(administrator, client) + "/end";

    assertThat(administrator.get(end).asString())
        .contains("The client has no other secret that counts.");
    administrator.submit(end, end, Map.of());

    ClientVisits.assertUnknown(client);
    assertThat(administrator.get(client.page()).asString())
        .contains("None of its secrets counts", "Make another secret");
    assertThat(ClientVisits.learnsOf(addSecret(client), tokenFor().text())).isTrue();
  }

  @Test
  void thereIsABoundOnTheSecretsThatCount() {
    Shown client = register(Given.newName());
    for (int i = 2; i <= 10; i++) {
      addSecret(client);
    }

    Response eleventh = administrator.submit(NEW, client.page() + "/secrets", Map.of());

    Visits.page(eleventh, 409, "Nothing was changed");
    assertThat(eleventh.asString()).doesNotContain("twc_");
    assertThat(administrator.get(client.page()).asString())
        .contains("There are 10 secrets that count")
        .doesNotContain("Make another secret</button>");
  }

  @Test
  void aDeletedClientIsKnownNoMore() {
    String name = Given.newName();
    Shown client = register(name);
    Shown another = addSecret(client);
    String delete = client.page() + "/delete";

    Response question = administrator.get(delete);
    Response answer = administrator.submit(delete, delete, Map.of());

    Visits.page(question, 200, "Delete the client “" + name + "”?");
    assertThat(question.asString()).contains("its 2 secrets end at once.");
    Visits.redirect(answer, CLIENTS + "?done=client-deleted");
    assertThat(administrator.get(CLIENTS + "?done=client-deleted").asString())
        .contains("The client is deleted")
        .doesNotContain(name);
    ClientVisits.assertUnknown(client);
    ClientVisits.assertUnknown(another);
    Visits.page(administrator.get(client.page()), 404, "There is nothing at this address");
  }

  @Test
  void nothingIsAtAnUnknownId() {
    Shown client = register(Given.newName());
    Shown other = register(Given.newName());
    String secret = ClientVisits.secretId(administrator, other);

    for (String id : List.of(NOWHERE, "x", "1")) {
      String page = CLIENTS + "/" + id;
      isNothing(page, page + "/delete", page + "/secrets/" + secret + "/end");
      isNothingSentTo(page, page + "/delete", page + "/secrets");
      isNothingSentTo(page + "/secrets/" + secret + "/end");
    }
    for (String id : List.of(NOWHERE, "x", secret)) {
      isNothing(client.page() + "/secrets/" + id + "/end");
      isNothingSentTo(client.page() + "/secrets/" + id + "/end");
    }
    assertThat(ClientVisits.learnsOf(other, tokenFor().text())).isTrue();
  }

  private static void isNothing(String... paths) {
    for (String path : paths) {
      Visits.page(administrator.get(path), 404, "There is nothing at this address");
    }
  }

  private static void isNothingSentTo(String... paths) {
    for (String path : paths) {
      Response answer = administrator.submit(NEW, path, Map.of("name", Given.newName()));

      Visits.page(answer, 404, "There is nothing at this address");
    }
  }

  @Test
  void anAddressAloneMakesNoSecretAndLeadsBack() {
    Shown client = register(Given.newName());

    Visits.redirect(administrator.get(client.page() + "/secrets"), client.page());

    assertThat(ClientVisits.secretId(administrator, client)).isNotEmpty();
  }
}
