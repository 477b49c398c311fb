package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.conformance.Given.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Moments in user and group objects: both ways of writing them, in UTC. */
class UserDatesIT {

  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter FORMATTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd h:mm a", Locale.ENGLISH);

  /** A minute off is a different time zone for sure; less may be a different clock. */
  private static void isNow(JsonNode date) {
    assertThat(Json.keys(date)).containsExactly("datetime", "formatted");
    LocalDateTime moment = LocalDateTime.parse(date.get("datetime").asText(), DATETIME);
    assertThat(Duration.between(moment.toInstant(ZoneOffset.UTC), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(date.get("formatted").asText()).isEqualTo(FORMATTED.format(moment));
  }

  @Test
  void aUserIsCreatedAndUpdatedNow() {
    JsonNode user = UserFixtures.created(Map.of());

    isNow(user.get("created_at"));
    assertThat(user.get("updated_at")).isEqualTo(user.get("created_at"));
  }

  @Test
  void aGroupIsCreatedNow() {
    long id = Given.group(Map.of());

    isNow(Json.of(Given.admin().get(Given.GROUPS + "/" + id)).get("created_at"));
  }

  @Test
  void theLastSignInIsWhenThePasswordWasLastRight() {
    Person person = Given.person("self.api");

    isNow(UserFixtures.seen(person.id()).get("last_login"));
  }

  @Test
  void whoNeverSignedInHasNoLastSignIn() {
    assertThat(UserFixtures.created(Map.of()).get("last_login").isNull()).isTrue();
  }
}
