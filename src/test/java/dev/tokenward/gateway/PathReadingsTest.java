package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a path is for backends that read it differently. */
class PathReadingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a", "/a/b.html", "/a/b/", "/~a/$b!c'd(e)*+,f=g@h:i&_-", "/a..b/c."})
  void mostPathsAreReadByAllInTheSameWay(String path) {
    assertThat(PathReadings.isPlain(path)).isTrue();
    assertThat(PathReadings.of(path)).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({
    "//admin, /admin",
    "/a//../admin, /admin",
    "/a//../admin, /a/admin",
    "/./admin, /admin",
    "/a/../admin, /admin",
    "/../../admin, /admin",
    "/%61dmin, /admin",
    "/%2561dmin, /admin",
    "/a%2f..%2Fadmin, /admin",
    "/a%252f..%252fadmin, /admin",
    "/a/%2e%2E/admin, /admin",
    "/a/.%2e/admin, /admin",
    "/a/..;x=y/admin, /admin",
    "/admin;x=y, /admin",
    "/admin;x=y/b, /admin/b",
    "/a%3b/../admin, /admin",
    "/a\\..\\admin, /admin",
    "/a%5c..%5cadmin, /admin",
    "/\\admin, /admin"
  })
  void whateverSomeBackendMakesOfAPathIsOneOfItsReadings(String path, String reading) {
    assertThat(PathReadings.isPlain(path)).isFalse();
    assertThat(PathReadings.of(path)).contains(path, reading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%2",
        "/%zz",
        "/%u002f",
        "/a%00b",
        "/a%0d%0ab",
        "/a%2500b",
        "/a%7fb",
        "/..%c0%af..%c0%afadmin",
        "/%ff"
      })
  void whatBackendsWouldNotAgreeOnHasNoReading(String path) {
    assertThat(PathReadings.isPlain(path)).isFalse();
    assertThat(PathReadings.of(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 8_000})
  void whatIsSpecialAndVeryLongHasNoReadingBecauseItWouldTakeTime(int length) {
    assertThat(PathReadings.of("/%20" + "a".repeat(length))).isEmpty();
  }
}
