package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Command;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each change leaves its entry in the audit log, in the transaction that makes it. */
class AuditEntriesIT {

  private static final String HERE = "127.0.0.1";

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** What is written about a target: action, kind of actor, name of actor and address. */
  private static List<List<String>> about(Object target) {
    return AuditRows.of(
        service, "action, actor_kind, actor_name, address", "target_id = '%s'".formatted(target));
  }

  private static List<String> byAdministrator(String action) {
    return List.of(action, "user", service.adminUsername(), HERE);
  }

  private static String id(Response made) {
    assertThat(made.<String>path("status")).as(made.asString()).isEqualTo("success");
    return made.path("payload.id").toString();
  }

  private static String userId(Response made) {
    return id(made);
  }

  private static Map<String, Object> newUser(String username) {
    Map<String, Object> fields = Requests.newUser(username);
    fields.put("permissions", Map.of("self.api", 1));
    return fields;
  }

  @Test
  void aTokenLeavesWhoMadeAndWhoRevokedItWithWhatAndFromWhere() {
    Made token = requests.makeToken("Noted");
    requests.revoke(token);

    assertThat(about(token.id()))
        .containsExactly(byAdministrator("token.created"), byAdministrator("token.revoked"));
    List<String> created =
        AuditRows.of(
                service,
                "credential, target_type, target_name, details, user_id",
                "target_id = '%s' and action = 'token.created'".formatted(token.id()))
            .get(0);
    assertThat(created.get(0)).matches("token [0-9a-f-]{36}");
    assertThat(created.subList(1, 3)).containsExactly("token", "Noted");
    assertThat(created.get(3)).contains("\"name\": \"Noted\"").doesNotContain(token.text());
    assertThat(created.get(4)).isEqualTo("1");
  }

  @Test
  void aTokenUnderAPolicyLeavesItToo() {
    String username = Requests.newName();
    Map<String, Object> fields = newUser(username);
    String user = userId(requests.post(Requests.USERS, fields));
    requests.put("/api/v1/policy", Map.of("max_tokens", 100));

    Made token = requests.ofUser(fields).makeToken("Governed");

    assertThat(about(token.id())).containsExactly(List.of("token.created", "user", username, HERE));
    assertThat(AuditRows.of(service, "actor_id", "target_id = '%s'".formatted(token.id())))
        .containsExactly(List.of(user));
    requests.put("/api/v1/policy", Map.of());
    assertThat(about("installation"))
        .contains(byAdministrator("policy.created"), byAdministrator("policy.changed"));
  }

  @Test
  void aPasswordIsTheCredentialWhereItIsWhatWasShown() {
    String username = Requests.newName();
    String password = requests.passwordOfNewUser(username);
    Response made = requests.withBasic(username, password, Map.of("name", "First"));

    assertThat(
            AuditRows.of(service, "credential, actor_name", "target_id = '%s'".formatted(id(made))))
        .containsExactly(List.of("password", username));
  }

  @Test
  void aUserAndTheirGroupsLeaveEachChange() {
    String group =
        id(
            requests.post(
                Requests.GROUPS,
                Map.of("name", Requests.newName(), "permissions", Map.of("users.view", 1))));
    String user = userId(requests.post(Requests.USERS, newUser(Requests.newName())));
    requests.patch(Requests.USERS + "/" + user, Map.of("groups", List.of(Integer.valueOf(group))));
    requests.patch(Requests.USERS + "/" + user, Map.of("jobtitle", "Admiral"));
    requests.patch(Requests.USERS + "/" + user, Map.of("activated", false));
    requests.patch(Requests.USERS + "/" + user, Map.of("activated", true));
    requests.patch(Requests.GROUPS + "/" + group, Map.of("permissions", Map.of("users.edit", 1)));
    requests.delete(Requests.GROUPS + "/" + group);
    requests.delete(Requests.USERS + "/" + user);

    String ofUser = "user_id = %s and target_type = 'user'".formatted(user);
    assertThat(AuditRows.of(service, "action, actor_kind, actor_name, address", ofUser))
        .containsExactly(
            byAdministrator("user.created"),
            byAdministrator("membership.created"),
            byAdministrator("user.changed"),
            byAdministrator("user.disabled"),
            byAdministrator("user.enabled"),
            byAdministrator("membership.deleted"),
            byAdministrator("user.deleted"));
    String ofGroup = "target_type = 'group' and target_id = '%s'".formatted(group);
    assertThat(AuditRows.of(service, "action", ofGroup))
        .containsExactly(
            List.of("group.created"), List.of("group.changed"), List.of("group.deleted"));
    assertThat(AuditRows.of(service, "details", ofUser + " and action = 'user.changed'").get(0))
        .containsExactly("{\"jobtitle\": {\"to\": \"Admiral\", \"from\": null}}");
  }

  @Test
  void aNewPasswordIsNotedAndNothingOfIt() {
    Map<String, Object> fields = newUser(Requests.newName());
    String user = userId(requests.post(Requests.USERS, fields));
    Map<String, Object> password = new HashMap<>(Requests.newUser("unused"));
    password.keySet().retainAll(List.of("password", "password_confirmation"));

    requests.patch(Requests.USERS + "/" + user, password);

    assertThat(
            AuditRows.of(
                service,
                "details",
                "target_type = 'user' and target_id = '%s' and action = 'user.changed'"
                    .formatted(user)))
        .containsExactly(List.of("{\"password_hash\": \"changed\"}"));
  }

  @Test
  void aScopeLeavesItsRegistrationAndItsEnd() {
    requests.post("/api/v1/scopes", Map.of("name", "noted.scope", "description", "For a test."));
    requests.delete("/api/v1/scopes/noted.scope");

    assertThat(about("noted.scope"))
        .containsExactly(byAdministrator("scope.created"), byAdministrator("scope.deleted"));
  }

  @Test
  void aClientAndItsSecretsAreTheOperatorsAtTheCommandLine() {
    Command.Result made = service.command("", "client", "create", "--name", "Noted client");
    assertThat(made.exitCode()).as(made.standardError()).isZero();

    assertThat(AuditRows.of(service, "action, actor_kind, actor_name", "target_type = 'client'"))
        .containsExactly(
            List.of("client.created", "operator", System.getProperty("user.name")),
            List.of("client_secret.created", "operator", System.getProperty("user.name")));
  }

  @Test
  void whoeverSignsInIsTheActor() {
    String username = Requests.newName();
    Map<String, Object> fields = newUser(username);
    String user = userId(requests.post(Requests.USERS, fields));

    WebClient browser =
        WebClient.signedIn(Target.of(service), username, fields.get("password").toString());
    browser.submit("/account/api", "/logout", Map.of());

    assertThat(
            AuditRows.of(
                service,
                "action, actor_kind, actor_id, actor_name, address",
                "user_id = %s and action like 'session.%%'".formatted(user)))
        .containsExactly(
            List.of("session.created", "user", user, username, HERE),
            List.of("session.ended", "user", user, username, HERE));
  }

  @Test
  void whoeverHasNothingButTheTokenIsNobody() {
    Made token = requests.makeToken("Presented");

    io.restassured.RestAssured.given()
        .formParam("token", token.text())
        .post(service.baseUri().resolve("/oauth/revoke"));

    assertThat(
            AuditRows.of(
                service,
                "actor_kind, address",
                "action = 'token.revoked' and target_id = '%s'".formatted(token.id())))
        .containsExactly(List.of("nobody", HERE));
  }

  @Test
  void theServiceItselfMadeTheFirstAdministrator() {
    assertThat(AuditRows.of(service, "actor_kind", "action = 'user.created' and target_id = '1'"))
        .containsExactly(List.of("service"));
  }

  @Test
  void whoeverComesAroundTheServiceIsNotedWithTheirDatabaseUser() {
    String user = userId(requests.post(Requests.USERS, newUser(Requests.newName())));

    Sql.execute(service, "update users set permissions = '{\"superuser\": 1}' where id = " + user);

    assertThat(
            AuditRows.of(
                service,
                "actor_kind, actor_name",
                "action = 'user.changed' and target_id = '%s'".formatted(user)))
        .containsExactly(List.of("database", Sql.column(service, "select session_user").get(0)));
  }

  @Test
  void whoeverChangesTheNameToSignInWithOrWhoMadeSomethingIsNotedToo() {
    String user = userId(requests.post(Requests.USERS, newUser(Requests.newName())));
    Made token = requests.makeToken("Of the operator");

    Sql.execute(
        service,
        """
        update users set username_key = 'mallory', created_by = id where id = %s;
        update personal_access_tokens set created_by_operator = true where id = '%s'"""
            .formatted(user, token.id()));

    assertThat(
            AuditRows.of(
                service, "details", "action = 'user.changed' and target_id = '" + user + "'"))
        .containsExactly(List.of("{\"created_by\": \"changed\", \"username_key\": \"changed\"}"));
    assertThat(
            AuditRows.of(
                service,
                "details",
                "action = 'token.changed' and target_id = '%s'".formatted(token.id())))
        .containsExactly(List.of("{\"created_by_operator\": \"changed\"}"));
  }

  /** A trigger for updates (16) has a column among its arguments, or needs none. */
  @Test
  void everyColumnIsNotedButThoseThatTellOfAUseOrOfTheChangeItself() {
    List<String> silent =
        Sql.column(
            service,
            """
            select c.relname || '.' || a.attname
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where a.attnum > 0 and not a.attisdropped
               and c.oid in (select tgrelid from pg_trigger
                              where tgname like 'audit%' and not tgisinternal)
               and not exists (
                   select from pg_trigger t
                    where t.tgrelid = c.oid and t.tgname like 'audit%' and t.tgtype & 16 <> 0
                      and (t.tgattr::text = '' or a.attnum = any (t.tgattr))
                      and (t.tgnargs = 0
                           or a.attname = any (regexp_split_to_array(
                                                   encode(t.tgargs, 'escape'), '[ \\\\]+(000)?'))))
             order by 1""");

    assertThat(silent)
        .containsExactly(
            "permission_groups.updated_at",
            "personal_access_tokens.last_used_agent",
            "personal_access_tokens.last_used_at",
            "personal_access_tokens.last_used_ip",
            "personal_access_tokens.updated_at",
            "registered_client_secrets.last_used_at",
            "registered_clients.updated_at",
            "sessions.last_seen_at",
            "token_policies.updated_at",
            "user_identities.last_seen_at",
            "users.last_login",
            "users.updated_at");
  }

  @Test
  void whatWaitsToBeSealedIsTold() throws SQLException {
    try (Connection other = service.connectToDatabase()) {
      Sql.on(other, "select pg_advisory_lock(20833, 13)");
      requests.makeToken("Waits");

      await().untilAsserted(() -> assertThat(unsealedSeconds()).isGreaterThan(3));

      Sql.on(other, "select pg_advisory_unlock(20833, 13)");
      await().untilAsserted(() -> assertThat(unsealedSeconds()).isLessThan(2));
    }
  }

  private static double unsealedSeconds() {
    return Replicas.metric(service, "tokenward_audit_unsealed_seconds");
  }

  @Test
  void whatIsRolledBackLeavesNothing() {
    Sql.execute(
        service,
        """
        begin;
        insert into scopes (name, description, created_at) values ('rolled.back', 'x', now());
        rollback""");

    assertThat(about("rolled.back")).isEmpty();
  }

  @Test
  void whatCannotBeNotedIsNotDone() {
    Sql.execute(
        service,
        "alter table audit_inbox add constraint unwritable check (target_id <> 'never.noted')");

    Response refused =
        requests.post(
            "/api/v1/scopes", Map.of("name", "never.noted", "description", "For a test."));

    Sql.execute(service, "alter table audit_inbox drop constraint unwritable");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(Sql.number(service, "select count(*) from scopes where name = 'never.noted'"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_inbox set action = 'x'",
        "delete from audit_inbox",
        "truncate audit_inbox",
        "insert into audit_log select * from audit_log limit 0",
        "update audit_log set action = 'x'",
        "delete from audit_log",
        "truncate audit_log",
        "update audit_anchor set sequence = 5",
        "delete from audit_anchor",
        "set tokenward.audit_job = 'never'; update audit_log set action = 'x'",
        "set tokenward.audit_job = 'sealing'; truncate audit_inbox",
        "set tokenward.audit_job = 'pruning'; delete from audit_anchor",
      })
  void whatIsWrittenStays(String statement) {
    assertThatThrownBy(() -> Sql.execute(service, statement))
        .cause()
        .hasMessageContaining("The audit log is append-only");
  }

  @Test
  void aWrongPasswordIsNotedWithoutWhatWasGiven() {
    String username = Requests.newName();
    String user = userId(requests.post(Requests.USERS, newUser(username)));

    requests.withBasic(username, "not the password", Map.of());
    requests.withBasic("perhaps-a-password", "not the password", Map.of());

    await()
        .untilAsserted(
            () ->
                assertThat(
                        AuditRows.of(
                            service,
                            "outcome, actor_kind, address, target_id, target_name, details",
                            "action = 'sign_in.tried'"))
                    .containsExactlyInAnyOrder(
                        List.of(
                            "refused",
                            "nobody",
                            HERE,
                            user,
                            username,
                            "{\"reason\": \"wrong password\"}"),
                        List.of(
                            "refused",
                            "nobody",
                            HERE,
                            "null",
                            "null",
                            "{\"reason\": \"unknown user\"}")));
  }

  @Test
  void whatSomebodyMayNotDoIsNoted() {
    String username = Requests.newName();
    Map<String, Object> fields = newUser(username);
    id(requests.post(Requests.USERS, fields));

    Response refused =
        requests.ofUser(fields).post(Requests.GROUPS, Map.of("name", Requests.newName()));

    assertThat(refused.statusCode()).isEqualTo(403);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        AuditRows.of(
                            service,
                            "action, outcome, address, details",
                            "actor_name = '%s' and outcome = 'refused'".formatted(username)))
                    .containsExactly(
                        List.of(
                            "request.tried",
                            "refused",
                            HERE,
                            "{\"path\": \"/api/v1/groups\", \"method\": \"POST\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%74wd_%s", "%%2574wd%%255F%s", "twd_%%25%2$02x%3$s"})
  void aTokenThatSomebodyTakesForAnIdIsNotNotedHoweverItIsSpelt(String spelling) throws Exception {
    String username = Requests.newName();
    String password = requests.passwordOfNewUser(username);
    String own =
        Secrets.register(
            requests
                .withBasic(username, password, Map.of("name", "Own"))
                .<String>path("payload.token"));
    String body = requests.makeToken("Mistaken").text().substring(4);
    String spelt = spelling.formatted(body, (int) body.charAt(0), body.substring(1));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.baseUri() + Requests.USERS + "/" + spelt))
            .header("Authorization", "Bearer " + own)
            .DELETE()
            .build();

    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();

    assertThat(status).isEqualTo(403);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        AuditRows.of(
                            service,
                            "details",
                            "actor_name = '%s' and action = 'request.tried'".formatted(username)))
                    .containsExactly(
                        List.of(
                            "{\"path\": \"/api/v1/users/twd_[hidden]\", \"method\": \"DELETE\"}")));
  }

  @Test
  void aClientWithAWrongSecretIsNotedWithTheClientOnlyIfThereIsOne() {
    RegisteredClients.Client client = RegisteredClients.register(service, "Guessed at");

    introspect(client.id());
    introspect("somebody-else");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        AuditRows.of(
                            service,
                            "outcome, actor_kind, address, target_type, target_id, target_name,"
                                + " details",
                            "action = 'client.tried'"))
                    .containsExactlyInAnyOrder(
                        List.of(
                            "refused",
                            "nobody",
                            HERE,
                            "client",
                            client.id(),
                            "Guessed at",
                            "{\"reason\": \"client: unknown or wrong secret\"}"),
                        List.of(
                            "refused",
                            "nobody",
                            HERE,
                            "null",
                            "null",
                            "null",
                            "{\"reason\": \"client: unknown or wrong secret\"}")));
  }

  private static void introspect(String client) {
    Response refused =
        io.restassured.RestAssured.given()
            .auth()
            .preemptive()
            .basic(client, "not the secret")
            .formParam("token", "any")
            .post(service.baseUri().resolve("/oauth/introspect"));
    assertThat(refused.statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatIgnoresThePolicyLeavesThatItDid() {
    Command.Result made =
        service.command(
            "",
            "token",
            "create",
            "--user",
            service.adminUsername(),
            "--name",
            "Beyond",
            "--ignore-policy");
    assertThat(made.exitCode()).as(made.standardError()).isZero();

    assertThat(AuditRows.of(service, "action, actor_kind", "target_name = 'Beyond'"))
        .containsExactlyInAnyOrder(
            List.of("token.created", "operator"), List.of("policy.ignored", "operator"));
  }

  @Test
  void theUseOfATokenLeavesNothing() {
    Made token = requests.makeToken("Used");
    Sql.execute(
        service,
        "update personal_access_tokens set last_used_at = now() where id = '%s'"
            .formatted(token.id()));

    assertThat(about(token.id())).hasSize(1);
  }
}
