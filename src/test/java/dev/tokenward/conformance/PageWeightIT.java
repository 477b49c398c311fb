package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import dev.tokenward.process.WebClient;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the list of tokens weighs; {@code bench/pages} tells how long it takes. */
class PageWeightIT {

  private static final int TOKENS = 1_000;
  private static final int MOST_BYTES = 60_000;

  private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/files/[^\"]+)\"");

  @Test
  void aPageWithAThousandTokensIsLight() {
    try (Service service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start()) {
      Target target = Target.of(service);
      fill(service);
      WebClient browser =
          WebClient.signedIn(target, target.adminUsername(), target.adminPassword());

      Response page = browser.get(Visits.MY_TOKENS);

      assertThat(page.asString()).contains("1000 that can be used").contains("Part 1 of 40");
      assertThat(bytes(browser, page)).isLessThan(MOST_BYTES);
    }
  }

  @Test
  void theFilesOfAPageAreKeptByTheBrowser() {
    Person person = Visits.owner();
    WebClient browser = Visits.as(person);
    Matcher file = FILE.matcher(browser.get(Visits.MY_TOKENS).asString());

    while (file.find()) {
      Response answer = browser.get(file.group(1));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.contentType()).matches("text/(css|javascript);charset=UTF-8");
    }
    assertThat(browser.get("/files/0000000000000000/tokenward.css").statusCode()).isEqualTo(404);
  }

  /** All that a first visit brings, with headers, as it travels. */
  private static int bytes(WebClient browser, Response page) {
    Matcher file = FILE.matcher(page.asString());
    int files = file.results().mapToInt(found -> weight(browser.get(found.group(1)))).sum();
    return weight(page) + files;
  }

  private static int weight(Response answer) {
    return answer.asByteArray().length + answer.headers().toString().length();
  }

  private static void fill(Service service) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into personal_access_tokens
            (id, user_id, name, digest, preview, scopes, created_at, updated_at, expires_at)
          select gen_random_uuid(), (select min(id) from users), 'Token number ' || n,
            sha256(convert_to(n::text, 'UTF8')), 'twd_…' || n, '{assets.view,users.view}',
            now(), now(), now() + interval '90 days'
          from generate_series(1, %d) n\
          """
              .formatted(TOKENS));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
