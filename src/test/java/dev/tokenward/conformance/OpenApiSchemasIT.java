package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document describes the answers that are really given: their keys and their types. */
class OpenApiSchemasIT {

  private static final String NOBODY = "/999999999";
  private static final String PROBLEM = "application/problem+json";
  private static final Map<String, String> TOO_LONG = Map.of("name", "x".repeat(300));
  private static final Map<String, String> NO_ADDRESS = Map.of("email", "nowhere");

  /** One call of an operation in a certain situation. */
  private record Call(String operation, String situation, Supplier<Response> send) {
    @Override
    public String toString() {
      return operation + ", " + situation;
    }
  }

  static Stream<Operation> operations() {
    return Operation.allOfResources();
  }

  static Stream<Call> calls() {
    return Stream.of(
            callsToService(),
            callsToTokens(),
            callsToEverybodysTokens(),
            callsToAudit(),
            callsToTokenInUse(),
            callsToUsers(),
            callsToGroups(),
            callsToAssets(),
            callsToPolicies(),
            callsToScopes(),
            errors())
        .flatMap(calls -> calls);
  }

  private static Stream<Call> callsToService() {
    return Stream.of(
        new Call("GET /health", "alive", () -> Given.anonymous().get("/health")),
        call("/.well-known/oauth-authorization-server"),
        call("/.well-known/oauth-protected-resource"),
        new Call("GET /api/v1", "nothing there", () -> Given.admin().get("/api/v1")),
        new Call("GET /api/v1/version", "any", () -> Given.admin().get("/api/v1/version")),
        new Call(
            "POST /api/v1/logout",
            "done",
            () -> Given.with(Given.token(Map.of())).post("/api/v1/logout")));
  }

  private static Call call(String path) {
    return new Call("GET " + path, "by anybody", () -> Given.anonymous().get(path));
  }

  private static Stream<Call> callsToTokens() {
    String post = "POST " + Given.TOKENS;
    Map<String, Object> restrictions =
        Map.of(
            "description", "Reads",
            "scopes", List.of("users.view"),
            "allowed_ips", List.of("127.0.0.0/8"),
            "audience", List.of("https://tokens.example.com"));
    return Stream.of(
        new Call("GET " + Given.TOKENS, "of a new user", () -> tokensOf(Given.person("self.api"))),
        new Call(
            "GET " + Given.TOKENS,
            "dead ones too",
            () -> {
              Given.token(restrictions);
              return Given.admin().queryParam("include", "expired,revoked").get(Given.TOKENS);
            }),
        new Call(post, "restricted", () -> Given.post(Given.admin(), Given.TOKENS, restrictions)),
        new Call(post, "without a body", () -> Given.admin().post(Given.TOKENS)),
        new Call(post, "invalid", () -> Given.post(Given.admin(), Given.TOKENS, TOO_LONG)),
        new Call(
            "DELETE " + Given.TOKENS + "/{id}",
            "done",
            () -> Given.admin().delete(Given.TOKENS + "/" + Given.token(Map.of()).id())));
  }

  private static Stream<Call> callsToEverybodysTokens() {
    String list = Given.EVERYBODYS_TOKENS;
    String one = list + "/{id}";
    String inspect = list + "/inspect";
    String revoke = list + "/revoke";
    return Stream.of(
        new Call("GET " + list, "all", () -> Given.admin().queryParam("state", "all").get(list)),
        new Call("GET " + list, "the second", () -> second(list)),
        new Call("GET " + list, "invalid", () -> Given.admin().queryParam("state", "x").get(list)),
        new Call("GET " + one, "found", () -> Given.admin().get(one, Given.token(Map.of()).id())),
        new Call("GET " + one, "not found", () -> Given.admin().get(list + NOBODY)),
        new Call(
            "DELETE " + one, "done", () -> Given.admin().delete(one, Given.token(Map.of()).id())),
        new Call(
            "POST " + revoke,
            "done",
            () ->
                Given.post(
                    Given.admin(), revoke, Map.of("user_id", Given.person("self.api").id()))),
        new Call("POST " + revoke, "invalid", () -> Given.post(Given.admin(), revoke, Map.of())),
        new Call(
            "POST " + inspect,
            "known",
            () ->
                Given.post(Given.admin(), inspect, Map.of("token", Given.token(Map.of()).text()))),
        new Call(
            "POST " + inspect,
            "not found",
            () -> Given.post(Given.admin(), inspect, Map.of("token", "junk"))),
        new Call("POST " + inspect, "invalid", () -> Given.post(Given.admin(), inspect, Map.of())));
  }

  private static Stream<Call> callsToAudit() {
    String list = "/api/v1/audit";
    String export = list + "/export";
    return Stream.of(
        new Call("GET " + list, "all", () -> Given.admin().queryParam("limit", 50).get(list)),
        new Call("GET " + list, "invalid", () -> Given.admin().queryParam("actor", "").get(list)),
        new Call("GET " + export, "a line", () -> Given.admin().queryParam("limit", 1).get(export)),
        new Call(
            "GET " + export, "invalid", () -> Given.admin().queryParam("limit", 0).get(export)));
  }

  private static Stream<Call> callsToTokenInUse() {
    String get = "GET " + Given.TOKEN_IN_USE;
    return Stream.of(
        new Call(get, "the administrator's", () -> Given.admin().get(Given.TOKEN_IN_USE)),
        new Call(
            get,
            "described",
            () -> Given.with(Given.token(Map.of("description", "x"))).get(Given.TOKEN_IN_USE)),
        new Call(get, "none", () -> Given.basic(Given.person()).get(Given.TOKEN_IN_USE)));
  }

  private static Response tokensOf(Person person) {
    return Given.as(person).get(Given.TOKENS);
  }

  private static Stream<Call> callsToUsers() {
    return Stream.of(
        new Call("GET " + Given.ME, "the administrator", () -> Given.admin().get(Given.ME)),
        new Call("GET " + Given.ME, "a new user", () -> Given.as(Given.person()).get(Given.ME)),
        new Call("GET " + Given.ME, "in a group", () -> Given.as(member()).get(Given.ME)),
        new Call("GET " + Given.USERS, "all", () -> Given.admin().get(Given.USERS)),
        new Call("GET " + Given.USERS, "the second", () -> second(Given.USERS)),
        new Call("GET " + Given.USERS + "/{id}", "found", () -> find(Given.USERS, person())),
        callTo("GET", Given.USERS, "not found", request -> request.get(Given.USERS + NOBODY)),
        new Call("POST " + Given.USERS, "least", () -> UserFixtures.create(Map.of())),
        new Call("POST " + Given.USERS, "most", () -> UserFixtures.create(everyField())),
        new Call("POST " + Given.USERS, "invalid", () -> UserFixtures.create(NO_ADDRESS)),
        callTo("PATCH", Given.USERS, "done", request -> patch(request, person(), everyField())),
        callTo("PATCH", Given.USERS, "invalid", request -> patch(request, person(), NO_ADDRESS)),
        callTo("PATCH", Given.USERS, "not found", request -> patch(request, NOBODY, Map.of())),
        callTo(
            "PUT",
            Given.USERS,
            "done",
            request -> Given.put(request, Given.USERS + person(), everyField())),
        callTo("DELETE", Given.USERS, "done", request -> request.delete(Given.USERS + person())),
        callTo(
            "DELETE", Given.USERS, "not found", request -> request.delete(Given.USERS + NOBODY)));
  }

  private static Response patch(RequestSpecification request, String id, Map<String, ?> fields) {
    return Given.patch(request, Given.USERS + id, fields);
  }

  private static Stream<Call> callsToGroups() {
    return Stream.of(
        new Call("GET " + Given.GROUPS, "all", () -> Given.admin().get(Given.GROUPS)),
        new Call("GET " + Given.GROUPS, "the second", () -> second(Given.GROUPS)),
        new Call("GET " + Given.GROUPS + "/{id}", "found", () -> find(Given.GROUPS, group())),
        callTo("GET", Given.GROUPS, "not found", request -> request.get(Given.GROUPS + NOBODY)),
        new Call(
            "POST " + Given.GROUPS,
            "least",
            () -> GroupFixtures.create(Map.of("name", Given.newName()))),
        new Call("POST " + Given.GROUPS, "most", () -> GroupFixtures.create(everyGroupField())),
        new Call("POST " + Given.GROUPS, "invalid", () -> GroupFixtures.create(TOO_LONG)),
        callTo("PATCH", Given.GROUPS, "done", request -> change(request, everyGroupField())),
        callTo("PATCH", Given.GROUPS, "invalid", request -> change(request, TOO_LONG)),
        callTo(
            "PATCH",
            Given.GROUPS,
            "not found",
            request -> Given.patch(request, Given.GROUPS + NOBODY, Map.of())),
        callTo(
            "PUT",
            Given.GROUPS,
            "done",
            request -> Given.put(request, Given.GROUPS + group(), everyGroupField())),
        callTo("DELETE", Given.GROUPS, "done", request -> request.delete(Given.GROUPS + group())),
        callTo(
            "DELETE", Given.GROUPS, "not found", request -> request.delete(Given.GROUPS + NOBODY)));
  }

  private static Response change(RequestSpecification request, Map<String, ?> fields) {
    return Given.patch(request, Given.GROUPS + group(), fields);
  }

  private static Stream<Call> callsToPolicies() {
    String ofGroup = Given.GROUPS + "/{id}/policy";
    String policy = PolicyFixtures.POLICY;
    Map<String, Integer> demands = Map.of("max_life_days", 30, "scopes_required", 1);
    Map<String, Integer> nonsense = Map.of("max_life_days", 0);
    return Stream.of(
        new Call(
            "GET " + PolicyFixtures.LIMITS,
            "nothing",
            () -> Given.admin().get(PolicyFixtures.LIMITS)),
        new Call(
            "GET " + PolicyFixtures.LIMITS,
            "much",
            () ->
                Given.as(PolicyFixtures.member(Map.of("max_life_days", 30, "max_tokens", 9)))
                    .get(PolicyFixtures.LIMITS)),
        new Call("GET " + policy, "any", () -> Given.admin().get(policy)),
        new Call(
            "PUT " + policy,
            "the same",
            () -> Given.put(Given.admin(), policy, PolicyFixtures.policyOfAll().toString())),
        new Call("PUT " + policy, "invalid", () -> Given.put(Given.admin(), policy, nonsense)),
        new Call(
            "GET " + PolicyFixtures.VIOLATIONS,
            "some",
            () -> {
              PolicyFixtures.member(demands);
              return Given.admin().get(PolicyFixtures.VIOLATIONS);
            }),
        new Call("GET " + ofGroup, "nothing", () -> find(Given.GROUPS, group() + "/policy")),
        new Call(
            "GET " + ofGroup,
            "something",
            () -> find(Given.GROUPS, "/" + PolicyFixtures.group(demands) + "/policy")),
        new Call("GET " + ofGroup, "no group", () -> find(Given.GROUPS, NOBODY + "/policy")),
        new Call("PUT " + ofGroup, "done", () -> putPolicy(group(), demands)),
        new Call("PUT " + ofGroup, "invalid", () -> putPolicy(group(), nonsense)),
        new Call("PUT " + ofGroup, "no group", () -> putPolicy(NOBODY, demands)),
        new Call(
            "DELETE " + ofGroup,
            "done",
            () -> Given.admin().delete(Given.GROUPS + group() + "/policy")),
        new Call(
            "DELETE " + ofGroup,
            "no group",
            () -> Given.admin().delete(Given.GROUPS + NOBODY + "/policy")));
  }

  private static Response putPolicy(String id, Map<String, ?> fields) {
    return Given.put(Given.admin(), Given.GROUPS + id + "/policy", fields);
  }

  private static Stream<Call> callsToAssets() {
    String byTag = Given.HARDWARE + "/bytag/{tag}";
    String bySerial = Given.HARDWARE + "/byserial/{serial}";
    return Stream.of(
        new Call("GET " + Given.HARDWARE, "all", () -> Given.admin().get(Given.HARDWARE)),
        new Call("GET " + Given.HARDWARE, "the second", () -> second(Given.HARDWARE)),
        new Call("GET " + Given.HARDWARE + "/{id}", "least", () -> find(Given.HARDWARE, asset())),
        new Call("GET " + Given.HARDWARE + "/{id}", "assigned", () -> seenByWhoKnowsNobody()),
        callTo("GET", Given.HARDWARE, "not found", request -> request.get(Given.HARDWARE + NOBODY)),
        new Call("GET " + byTag, "found", () -> Given.admin().get(byTag, tagged("asset_tag"))),
        new Call("GET " + byTag, "not found", () -> Given.admin().get(byTag, Given.newName())),
        new Call("GET " + bySerial, "found", () -> Given.admin().get(bySerial, tagged("serial"))),
        new Call(
            "GET " + bySerial, "not found", () -> Given.admin().get(bySerial, Given.newName())),
        new Call("POST " + Given.HARDWARE, "least", () -> AssetFixtures.create(Map.of())),
        new Call("POST " + Given.HARDWARE, "most", () -> AssetFixtures.create(everyAssetField())),
        new Call("POST " + Given.HARDWARE, "invalid", () -> AssetFixtures.create(TOO_LONG)),
        callTo("PATCH", Given.HARDWARE, "done", request -> label(request, asset())),
        callTo("PATCH", Given.HARDWARE, "not found", request -> label(request, NOBODY)),
        callTo(
            "PATCH",
            Given.HARDWARE,
            "invalid",
            request -> Given.patch(request, Given.HARDWARE + asset(), TOO_LONG)),
        callTo(
            "PUT",
            Given.HARDWARE,
            "done",
            request -> Given.put(request, Given.HARDWARE + asset(), everyAssetField())),
        callTo(
            "DELETE", Given.HARDWARE, "done", request -> request.delete(Given.HARDWARE + asset())),
        callTo(
            "DELETE",
            Given.HARDWARE,
            "not found",
            request -> request.delete(Given.HARDWARE + NOBODY)));
  }

  private static Stream<Call> callsToScopes() {
    String post = "POST " + ScopeFixtures.SCOPES;
    String delete = "DELETE " + ScopeFixtures.SCOPES + "/{name}";
    return Stream.of(
        new Call(
            "GET " + ScopeFixtures.SCOPES,
            "all",
            () -> {
              ScopeFixtures.scope();
              return Given.admin().get(ScopeFixtures.SCOPES);
            }),
        new Call(post, "done", () -> ScopeFixtures.register(ScopeFixtures.newName())),
        new Call(post, "invalid", () -> ScopeFixtures.register("users.fly")),
        new Call(delete, "done", () -> ScopeFixtures.delete(ScopeFixtures.scope())),
        new Call(delete, "not found", () -> ScopeFixtures.delete(ScopeFixtures.newName())),
        new Call(delete, "built in", () -> ScopeFixtures.delete("users.view")));
  }

  private static Response label(RequestSpecification request, String id) {
    return Given.patch(request, Given.HARDWARE + id, everyAssetField());
  }

  private static Response seenByWhoKnowsNobody() {
    return Given.as(Given.person("assets.view"))
        .get(AssetFixtures.path(AssetFixtures.asset(everyAssetField())));
  }

  private static Stream<Call> errors() {
    String create = "POST " + Given.USERS;
    return Stream.of("application/json", PROBLEM)
        .flatMap(
            accept ->
                Stream.of(
                    new Call(
                        create,
                        "nobody " + accept,
                        () -> Given.anonymous().accept(accept).post(Given.USERS)),
                    new Call(
                        create,
                        "may not " + accept,
                        () -> Given.as(Given.person()).accept(accept).post(Given.USERS)),
                    new Call(
                        create,
                        "invalid " + accept,
                        () -> Given.post(Given.admin().accept(accept), Given.USERS, NO_ADDRESS)),
                    new Call(
                        create,
                        "not JSON " + accept,
                        () -> Given.post(Given.admin().accept(accept), Given.USERS, "{")),
                    new Call(
                        create,
                        "no body of ours " + accept,
                        () ->
                            Given.admin()
                                .accept(accept)
                                .contentType(ContentType.TEXT)
                                .body("x")
                                .post(Given.USERS)),
                    callTo(
                        "GET",
                        Given.USERS,
                        "not found " + accept,
                        request -> request.accept(accept).get(Given.USERS + NOBODY)),
                    new Call(
                        "DELETE " + Given.USERS + "/{id}", "oneself " + accept, () -> own(accept)),
                    new Call(
                        "DELETE " + Given.TOKENS + "/{id}",
                        "not found " + accept,
                        () -> Given.admin().accept(accept).delete(Given.TOKENS + NOBODY))));
  }

  /** A call to one of a list, as the administrator. */
  private static Call callTo(
      String verb, String path, String situation, Function<RequestSpecification, Response> send) {
    return new Call(verb + " " + path + "/{id}", situation, () -> send.apply(Given.admin()));
  }

  private static Response own(String accept) {
    Person oneself = Given.person("users.delete");
    return Given.as(oneself).accept(accept).delete(Given.USERS + "/" + oneself.id());
  }

  private static Response find(String list, String id) {
    return Given.admin().get(list + id);
  }

  /** A part with others before and behind it. */
  private static Response second(String list) {
    for (int i = 0; i < 3; i++) {
      person();
      group();
      asset();
    }
    return Given.admin().queryParam("limit", 1).queryParam("page", 2).get(list);
  }

  private static String person() {
    return "/" + UserFixtures.user(Map.of());
  }

  private static String group() {
    return "/" + Given.group(Map.of());
  }

  private static String asset() {
    return "/" + AssetFixtures.asset(Map.of());
  }

  /** A tag or a serial number that some asset has. */
  private static String tagged(String field) {
    return AssetFixtures.created(Map.of(field, Given.newName())).get(field).asText();
  }

  private static Person member() {
    return Given.person(Map.of(), List.of(Given.group(Given.grants("users.view"))));
  }

  private static Map<String, ?> everyField() {
    Map<String, Object> fields = new HashMap<>();
    Stream.of("last_name", "employee_num", "jobtitle", "phone", "notes")
        .forEach(key -> fields.put(key, Given.newName()));
    fields.put("locale", "en-US");
    fields.put("email", Given.newName() + "@example.com");
    fields.put("permissions", Map.of("superuser", 1, "self.api", -1));
    fields.put("groups", List.of(Given.group(Map.of())));
    return fields;
  }

  private static Map<String, ?> everyAssetField() {
    Map<String, Object> fields = new HashMap<>();
    Stream.of("name", "asset_tag", "serial", "model", "notes")
        .forEach(key -> fields.put(key, Given.newName()));
    fields.put("status", "deployable");
    fields.put("assigned_user", UserFixtures.user(Map.of("email", "a@example.com")));
    return fields;
  }

  private static Map<String, ?> everyGroupField() {
    return Map.of(
        "name", Given.newName(), "notes", "Answers", "permissions", Given.grants("users.view"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anAnswerIsAsItsSchemaSays(Call call) {
    Response answer = call.send().get();
    Operation operation = Operation.named(call.operation());

    assertThat(operation.responses().has(Integer.toString(answer.statusCode())))
        .as("status " + answer.statusCode())
        .isTrue();
    JsonNode response = operation.response(answer.statusCode());
    if (answer.asString().isEmpty()) {
      assertThat(answer.statusCode()).isIn(204, 404);
      return;
    }
    JsonNode body = Json.parse(answer.asString());
    remember(body);
    JsonNode type = response.path("content").path(answer.contentType().replaceFirst(";.*", ""));
    assertThat(type.has("schema")).as("a schema for " + answer.contentType()).isTrue();
    assertThat(new JsonSchema(type.get("schema"), operation.document()).complaints(body)).isEmpty();
  }

  @Test
  void noOperationIsLeftOut() {
    assertThat(calls().map(Call::operation).collect(Collectors.toSet()))
        .isEqualTo(operations().map(Operation::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anAnswerThatIsShownIsAsItsSchemaSays(Operation operation) {
    assertThat(Json.keys(operation.responses()))
        .allSatisfy(
            status ->
                assertThat(
                        Json.elements(operation.response(Integer.parseInt(status)).path("content")))
                    .allSatisfy(type -> assertShownAsSaid(type, operation)));
  }

  /** Otherwise a key could be left out of the answer without anybody noticing. */
  @ParameterizedTest
  @MethodSource("operations")
  void aSuccessPromisesAllOfItsKeys(Operation operation) {
    Json.elements(operation.response(200).path("content"))
        .map(type -> type.get("schema"))
        .flatMap(
            schema -> schema.has("oneOf") ? Json.elements(schema.get("oneOf")) : Stream.of(schema))
        .map(operation::resolved)
        .forEach(
            schema ->
                assertThat(Json.elements(schema.path("required")).map(JsonNode::asText))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(Json.keys(schema.path("properties"))));
  }

  private static void assertShownAsSaid(JsonNode mediaType, Operation operation) {
    JsonSchema schema = new JsonSchema(mediaType.get("schema"), operation.document());
    assertThat(Operation.examples(mediaType))
        .allSatisfy(shown -> assertThat(schema.complaints(shown)).isEmpty());
  }

  private static void remember(JsonNode body) {
    JsonNode token = body.path("payload").path("token");
    if (token.isTextual()) {
      Secrets.register(token.asText());
    }
  }
}
