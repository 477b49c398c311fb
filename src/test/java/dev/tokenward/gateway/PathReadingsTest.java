package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a path is for backends that read it differently. */
class PathReadingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b.html", "/a..b/", "/a/b/", "/~a/$b!c'd(e)*+,f=g@h&_-"})
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
    "/\\admin, /admin",
    "/a/%2e%2e;%2fb/admin, /admin",
    "/a%2fb/%2e%2e/admin, /admin",
    "/a%2f%2e%2e/admin, /a%2f../admin",
    "/admin%3fa, /admin",
    "//host/admin, /admin",
    "///host/admin, /admin",
    "/a;b/admin, /a",
    "/admin., /admin",
    "/admin%20, /admin",
    "/admin%2e%20., /admin",
    "/admin./b, /admin/b",
    "/a/..%20/admin, /admin",
    "/a/%2e.%20/admin, /admin",
    "/admin::$DATA, /admin"
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
        "/..%e0%80%afadmin",
        "/..%f0%80%80%afadmin",
        "/..%25e0%2580%25afadmin",
        "/%ed%a0%80",
        "/%e9",
        "/%ff",
        "/a/%ef%bc%8e%ef%bc%8e/admin",
        "/a/%e2%80%a5/admin",
        "/a%ef%bc%8fadmin"
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

  @Test
  void whatIsSpecialInManyWaysHasNoReadingBecauseThereWouldBeTooMany() {
    String all = "/a/%2e;x/%2f%5c/%3b/..%25/%20%61/%252e";

    assertThat(PathReadings.of(all)).isEmpty();
  }

  @Test
  void aLongPathWithSpacesAndAccentsIsRead() {
    String path = "/" + "Caf%c3%a9%20au%20lait/".repeat(80);

    assertThat(PathReadings.of(path)).hasSize(2);
  }
}
