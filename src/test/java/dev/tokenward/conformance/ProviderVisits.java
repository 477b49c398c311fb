package dev.tokenward.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenward.process.Api;
import dev.tokenward.process.OpenIdProvider;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A service that knows a provider, and people who go from the one to the other. */
final class ProviderVisits implements AutoCloseable {

  static final String BEGIN = "/login/openid";

  private final OpenIdProvider provider;
  private final Service service;
  private final String adminToken;

  private ProviderVisits(OpenIdProvider provider, Service service) {
    this.provider = provider;
    this.service = service;
    this.adminToken = Api.of(service).createToken("Provider");
  }

  /** Starts both. */
  static ProviderVisits started(Map<String, String> settings) {
    OpenIdProvider provider = OpenIdProvider.started();
    Service service =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", "0")
            .env(provider.settings())
            .env(settings)
            .start();
    return new ProviderVisits(provider, service);
  }

  OpenIdProvider provider() {
    return provider;
  }

  Service service() {
    return service;
  }

  WebClient browser() {
    return WebClient.of(Target.of(service));
  }

  RequestSpecification admin() {
    return Api.of(service).withToken(adminToken);
  }

  /** Somebody new at the provider who would like to be called so. */
  String account(String username, Map<String, ?> claims) {
    String subject = "s-" + UUID.randomUUID();
    account(subject, username, claims);
    return subject;
  }

  void account(String subject, String username, Map<String, ?> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("preferred_username", username);
    provider.account(subject, all);
  }

  /** The whole way: from the service to the provider and back. */
  Response signIn(WebClient browser, String account) {
    return browser.get(callback(browser, BEGIN, account));
  }

  /** The way there and back, but for the last step. */
  String callback(WebClient browser, String begin, String account) {
    return path(provider.signIn(browser.get(begin).header("Location"), account));
  }

  /** What the provider's address for this service is here. */
  String path(String address) {
    return address.substring(service.baseUri().toString().length());
  }

  /** The user of this name as the administrator sees them; missing if there is none. */
  JsonNode user(String username) {
    JsonNode found = Json.of(admin().queryParam("search", username).get(Given.USERS));
    for (JsonNode row : found.get("rows")) {
      if (row.get("username").asText().equalsIgnoreCase(username)) {
        return row;
      }
    }
    return MissingNode.getInstance();
  }

  /** The names of the groups somebody is in. */
  Set<String> groups(String username) {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : user(username).path("groups").path("rows")) {
      names.add(group.get("name").asText());
    }
    return names;
  }

  /** The number of a new group. */
  long group(String name, Map<String, Integer> permissions) {
    Map<String, Object> fields = Map.of("name", name, "permissions", permissions);
    return Json.payload(Given.post(admin(), Given.GROUPS, fields)).get("id").asLong();
  }

  /** A new user who may see their tokens. */
  Map<String, Object> newUser(Map<String, ?> more) {
    Map<String, Object> fields = Given.newUser();
    fields.put("permissions", Map.of("self.api", 1));
    fields.putAll(more);
    Json.payload(Given.post(admin(), Given.USERS, fields));
    return fields;
  }

  @Override
  public void close() {
    service.close();
    provider.close();
  }
}
