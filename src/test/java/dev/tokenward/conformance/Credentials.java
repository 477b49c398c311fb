package dev.tokenward.conformance;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.conformance.Given.Token;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Makes the credentials of {@link Caller callers} when they are needed, and keeps them, because
 * many operations are asked with the same.
 */
final class Credentials {

  private final Map<List<String>, Person> people = new HashMap<>();
  private final Map<List<String>, String> tokens = new HashMap<>();
  private int guesses;
  private @Nullable WebClient browser;
  private String formToken = "";

  /** Somebody with exactly these permissions. */
  Person owner(String... permissions) {
    return people.computeIfAbsent(List.of(permissions), made -> Given.person(permissions));
  }

  /** A superuser's token with these scopes. */
  RequestSpecification scoped(List<String> scopes) {
    return kept(scopes, () -> Given.token(Map.of("scopes", scopes)).text());
  }

  /** A superuser's token with all built-in keys but this one and those that include it. */
  RequestSpecification scopedToAllBut(String permission) {
    return kept(List.of("not", permission), () -> Given.token(allBut(permission)).text());
  }

  RequestSpecification expired() {
    return kept(List.of("expired"), Credentials::newExpired);
  }

  RequestSpecification revoked() {
    return kept(List.of("revoked"), Credentials::newRevoked);
  }

  RequestSpecification ofDisabledOwner() {
    return kept(List.of("disabled"), Credentials::newOfDisabledOwner);
  }

  /** From an address of its own each time: wrong passwords count against where they come from. */
  RequestSpecification wrongPassword() {
    guesses++;
    String address = "127.55.%d.%d".formatted(guesses / 250, 1 + guesses % 250);
    return Given.api().withBasicFrom(address, Given.newName(), Secrets.newPassword());
  }

  /** What a browser sends of itself, whoever makes it send it. */
  RequestSpecification session() {
    return Given.anonymous().cookies(browser().cookies());
  }

  /** What a page of ours makes a browser send. */
  RequestSpecification sessionWithFormToken() {
    return session()
        .header("Origin", Target.shared().baseUri().toString())
        .header("X-Form", formToken);
  }

  private WebClient browser() {
    if (browser == null) {
      browser = Visits.as(owner("superuser"));
      formToken = WebClient.formToken(browser.get("/account/password"));
    }
    return browser;
  }

  private RequestSpecification kept(List<String> key, Supplier<String> token) {
    return Given.with(tokens.computeIfAbsent(key, made -> token.get()));
  }

  private static Map<String, ?> allBut(String permission) {
    List<String> others =
        Json.elements(Json.payload(Given.admin().get(ScopeFixtures.SCOPES)))
            .filter(scope -> scope.get("kind").asText().equals("key"))
            .filter(scope -> !scope.get("registered").asBoolean())
            .map(scope -> scope.get("name").asText())
            .filter(key -> !List.of(permission, "superuser", "admin").contains(key))
            .toList();
    return Map.of("scopes", others);
  }

  private static String newExpired() {
    Instant soon = Instant.now().plus(Duration.ofSeconds(2));
    Token token = Given.token(Map.of("expires_at", soon.toString()));
    Awaitility.await().until(() -> Given.with(token).get(Given.ME).statusCode() == 401);
    return token.text();
  }

  private static String newRevoked() {
    Token token = Given.token(Map.of());
    Given.admin().delete(Given.TOKENS + "/" + token.id());
    return token.text();
  }

  private static String newOfDisabledOwner() {
    Person person = Given.person("superuser");
    Json.payload(UserFixtures.change(person.id(), Map.of("activated", false)));
    return person.token();
  }
}
