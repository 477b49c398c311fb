package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard counts what is there, and what this replica refused. */
class DashboardPageIT {

  private static final String TOKENS =
      """
      insert into personal_access_tokens
        (id, user_id, name, digest, preview, created_at, updated_at, expires_at, revoked_at, last_used_at)
      select gen_random_uuid(), (select min(id) from users), kind, sha256(convert_to(kind || n, 'UTF8')),
        'twd_…' || n, now() - age, now(), now() + ends, case when dead then now() end, now() - used
      from (values
        ('live', 1, interval '1 day', interval '100 days', false, interval '1 day'),
        ('soon', 2, interval '1 day', interval '6 days', false, null),
        ('later', 3, interval '1 day', interval '20 days', false, null),
        ('idle', 4, interval '200 days', interval '100 days', false, interval '95 days'),
        ('never', 5, interval '200 days', interval '100 days', false, null),
        ('expired', 6, interval '200 days', interval '-1 day', false, interval '150 days'),
        ('revoked', 7, interval '200 days', interval '100 days', true, null)
      ) as kinds (kind, times, age, ends, dead, used), generate_series(1, times) n\
      """;

  private static final String SUSPENDED =
      """
      with gone as (
        insert into users (username, username_key, password_hash, first_name, created_at, updated_at)
        values ('gone', 'gone', '', 'Gone', now(), now()) returning id)
      insert into personal_access_tokens
        (id, user_id, name, digest, preview, created_at, updated_at, expires_at)
      select gen_random_uuid(), gone.id, 'suspended', sha256('suspended'), 'twd_…s', now(), now(),
        now() + interval '100 days'
      from gone\
      """;

  private static String shown(String page, String words) {
    return Pattern.compile("<strong>(\\d+)</strong> " + words)
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(words + " is not on " + page));
  }

  @Test
  void tokensAreCountedByTheirState() {
    try (Service service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start()) {
      Target target = Target.of(service);
      fill(service);
      WebClient browser =
          WebClient.signedIn(target, target.adminUsername(), target.adminPassword());

      String page = browser.get("/admin").asString();

      assertThat(shown(page, "can be used")).isEqualTo("15");
      assertThat(shown(page, "are refused because their owner is disabled")).isEqualTo("1");
      assertThat(shown(page, "have expired")).isEqualTo("6");
      assertThat(shown(page, "are revoked")).isEqualTo("7");
      assertThat(shown(page, "expire within 7 days")).isEqualTo("2");
      assertThat(shown(page, "expire within 30 days")).isEqualTo("5");
      assertThat(shown(page, "were not used for 90 days")).isEqualTo("4");
      assertThat(shown(page, "are older than 90 days and were never used")).isEqualTo("5");
      for (String link :
          Pattern.compile("<a href=\"(/admin/tokens\\?[^\"]+)\"><strong>(\\d+)</strong>")
              .matcher(page)
              .results()
              .map(found -> found.group(2) + " " + found.group(1).replace("&amp;", "&"))
              .toList()) {
        String[] parts = link.split(" ", 2);
        assertThat(browser.get(parts[1]).asString()).as(link).contains(parts[0] + " found.");
      }
    }
  }

  @Test
  void refusedAttemptsAndTheLagAreThoseOfThisReplica() {
    Given.with("twd_nonsense").get(Given.ME);
    Visits.guesser().signIn(Given.newName(), "wrong-password");
    String page = Visits.as(Given.person("admin")).get("/admin").asString();

    assertThat(page)
        .contains("These numbers are of the one process that answers you, since it started")
        .containsPattern("No token of this service by its look</dt><dd>[1-9]")
        .containsPattern("came after too many wrong ones</dt><dd>[1-9]")
        .containsPattern("Revocation lag</dt><dd>[0-9.]+ ms<")
        .containsPattern("Last proof that every revocation was heard</dt><dd>[0-9.]+ ms ago<");
  }

  private static void fill(Service service) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from personal_access_tokens");
      statement.execute(TOKENS);
      statement.execute(SUSPENDED);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
