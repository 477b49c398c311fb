package dev.tokenward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.conformance.Given.Person;
import dev.tokenward.process.Secrets;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Passwords of users: what may be one, and what a new one means. */
class UserPasswordIT {

  private static final String TOO_SHORT = "The password must be at least 8 characters.";
  private static final String TOO_LONG = "The password may not be greater than 72 bytes.";
  private static final String UNCONFIRMED = "The password confirmation does not match.";

  private static Response create(String password, String confirmation) {
    return UserFixtures.create(Map.of("password", password, "password_confirmation", confirmation));
  }

  /**
   * Passwords that are registered are random, so that looking for them in logs finds nothing else.
   */
  private static String random(int length) {
    String text = Secrets.newPassword().repeat(4);
    return Secrets.register(text.substring(0, length));
  }

  @Test
  void haveAtLeastEightCharacters() {
    String seven = random(8).substring(1);

    Expect.invalid(create(seven, seven), "password", TOO_SHORT);
  }

  @Test
  void mayHaveEightCharacters() {
    String eight = random(8);

    assertThat(Json.payload(create(eight, eight)).get("id").isNumber()).isTrue();
  }

  @Test
  void countInCharactersAndNotInBytes() {
    String seven = "😀".repeat(7);

    Expect.invalid(create(seven, seven), "password", TOO_SHORT);
  }

  @Test
  void haveAtMostSeventyTwoBytes() {
    String longest = random(72);

    assertThat(Json.payload(create(longest, longest)).get("id").isNumber()).isTrue();
    Expect.invalid(create(longest + "x", longest + "x"), "password", TOO_LONG);
  }

  @Test
  void areNotReadFromTheAddress() {
    String password = random(8);
    Map<String, Object> fields = UserFixtures.fieldsWithout("password");

    Response answer =
        Given.post(
            Given.admin()
                .queryParam("password", password)
                .queryParam("password_confirmation", password),
            Given.USERS,
            fields);

    Expect.invalidField(answer, "password");
  }

  @Test
  void areGivenTwice() {
    Map<String, Object> fields = UserFixtures.fieldsWithout("password_confirmation");

    Expect.invalid(Given.post(Given.admin(), Given.USERS, fields), "password", UNCONFIRMED);
  }

  @Test
  void areGivenTwiceAlike() {
    Expect.invalid(create(random(12), random(12)), "password", UNCONFIRMED);
  }

  @Test
  void areNotTrimmed() {
    String password = Secrets.register(" " + random(12) + " ");
    Map<String, Object> fields =
        UserFixtures.fields(
            Map.of(
                "password", password,
                "password_confirmation", password,
                "permissions", Given.grants("self.api")));
    String username = fields.get("username").toString();
    Json.payload(Given.post(Given.admin(), Given.USERS, fields));

    assertThat(Given.api().withBasic(username, password).get(Given.TOKENS).statusCode())
        .isEqualTo(200);
    Expect.unauthorized(
        Given.api().withBasic(username, password.strip()).get(Given.TOKENS),
        Expect.BEARER,
        Expect.BASIC);
  }

  @Test
  void areConfirmedWhenTheyAreChangedToo() {
    Person person = Given.person();

    Expect.invalid(
        UserFixtures.change(person.id(), Map.of("password", random(12))), "password", UNCONFIRMED);
  }

  @Test
  void replaceTheFormerOne() {
    Person person = Given.person("self.api");
    String replacement = random(12);

    Json.payload(
        UserFixtures.change(
            person.id(), Map.of("password", replacement, "password_confirmation", replacement)));

    assertThat(Given.api().withBasic(person.username(), replacement).get(Given.TOKENS).statusCode())
        .isEqualTo(200);
    Expect.unauthorized(Given.basic(person).get(Given.TOKENS), Expect.BEARER, Expect.BASIC);
  }

  @Test
  void stayWhenOtherFieldsChange() {
    Person person = Given.person("self.api");

    Json.payload(UserFixtures.change(person.id(), Map.of("first_name", "Ada")));

    assertThat(Given.basic(person).get(Given.TOKENS).statusCode()).isEqualTo(200);
  }

  @Test
  void areNotShownByTheAnswer() {
    String password = random(12);

    assertThat(create(password, password).asString()).doesNotContain(password).doesNotContain("$2");
  }
}
