package dev.tokenward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Set;

/** However odd a path is, its readings are all there are: none of them has another one. */
class PathReadingsFuzzTest {

  @FuzzTest
  void theReadingsOfAReadingAreAmongThem(@NotNull String path) {
    Set<String> readings = PathReadings.of("/" + path);

    if (!readings.isEmpty()) {
      assertThat(readings).contains("/" + path);
      assertThat(readings)
          .allSatisfy(reading -> assertThat(readings).containsAll(PathReadings.of(reading)));
    }
  }
}
