package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenward.process.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Before PostgreSQL 15 everybody may create functions and operators in the schema public. One that
 * fits a call better than what is meant would be called instead: by triggers with the rights of
 * whoever makes a change, and by what writes the log with the rights of its owner.
 */
class AuditGuardIT {

  private static final String TRAPS =
      """
      create role lesser;
      grant create on schema public to lesser;
      create table called (who text);
      grant insert on called to public;
      set role lesser;
      create function public.jsonb_build_object(text, timestamptz) returns jsonb
        language plpgsql as $$ begin
        insert into public.called values ('a new or revoked token by ' || current_user);
        return '{}'; end $$;
      create function public.unnest(text[]) returns setof text
        language plpgsql as $$ begin
        insert into public.called values ('a change by ' || current_user);
        return; end $$;
      create function public.text_and_number(text, bigint) returns text
        language plpgsql as $$ begin
        insert into public.called values ('a notification by ' || current_user);
        return 'u1'; end $$;
      create operator public.|| (leftarg = text, rightarg = bigint, function = public.text_and_number);
      create function public.tokenward_note_audit(text, text, text, text, text, text, jsonb)
        returns void language plpgsql as $$ begin
        insert into public.called values ('retention by ' || current_user); end $$""";

  private static Service service;
  private static Requests requests;

  @BeforeAll
  static void start() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    requests = Requests.to(service);
    Sql.execute(service, TRAPS);
  }

  @AfterEach
  void remove() {
    Sql.execute(service, "drop table called; drop owned by lesser; drop role lesser");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void whatSomebodyElseMadeIsNotCalledInsteadOfWhatIsMeant() {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    String user = requests.post(Requests.USERS, fields).path("payload.id").toString();
    requests.patch(Requests.USERS + "/" + user, Map.of("jobtitle", "Admiral"));
    requests.revoke(requests.makeToken("Trapped"));
    await().until(() -> sealed() > 0);
    List<String> pruned =
        Sql.column(service, "select tokenward_prune_audit(now() + interval '1 day', 1)");

    assertThat(pruned).containsExactly("1");
    assertThat(Sql.column(service, "select who from called")).isEmpty();
  }

  private static long sealed() {
    return Sql.number(service, "select count(*) from audit_log");
  }
}
