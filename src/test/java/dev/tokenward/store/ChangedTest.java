package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a notification says. */
class ChangedTest {

  @Test
  void everyLetterHasItsMeaning() {
    UUID id = UUID.randomUUID();

    assertThat(Changed.parse("t" + "ab".repeat(32))).contains(new Changed.Token("ab".repeat(32)));
    assertThat(Changed.parse("u7")).contains(new Changed.User(7));
    assertThat(Changed.parse("n7")).contains(new Changed.UserName(7));
    assertThat(Changed.parse("g7")).contains(new Changed.Group(7));
    assertThat(Changed.parse("c" + id)).contains(new Changed.Client(id));
    assertThat(Changed.parse("?x")).isEmpty();
    assertThat(Changed.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "t", "tAB", "ux", "u9999999999999999999", "c", "c1-1-1-1-1", "cx"})
  void whatIsNotUnderstoodMayBeAnything(String payload) {
    assertThat(Changed.parse(payload)).contains(new Changed.Anything());
  }
}
