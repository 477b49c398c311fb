package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.store.Page;
import dev.tokenward.store.PageRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a list a request wants: what makes no sense means the default. */
class ListQueryTest {

  private final ListQuery.Reader reader =
      new ListQuery.Reader(() -> 500, () -> URI.create("https://tokens.example/base/"));

  @Test
  void withoutParametersItIsTheFirstOfTheLargestPagesNewestFirst() {
    assertThat(request()).isEqualTo(new PageRequest(500, 0, "", true, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "20, 20",
    "1, 1",
    "500, 500",
    "501, 500",
    "999999999, 500",
    "0, 500",
    "-1, 500",
    "x, 500",
    "1.5, 500",
    "'', 500",
    "' 20 ', 20",
    "99999999999999999999, 500",
  })
  void theLimitIsFromOneToTheLargest(String given, int limit) {
    assertThat(request("limit", given).limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "40, 40", "-1, 0", "x, 0", "999999999, 999999999"})
  void theOffsetIsWhatIsLeftOut(String given, int offset) {
    assertThat(request("offset", given).offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 40", "0, 0", "-2, 0", "999999999, 2147483627"})
  void aPageCountsFromOneInStepsOfTheLimitAndNeverOverflows(String given, int offset) {
    assertThat(request("limit", "20", "page", given).offset()).isEqualTo(offset);
  }

  @Test
  void anOffsetWinsOverAPage() {
    assertThat(request("limit", "20", "page", "3", "offset", "5").offset()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"asc, false", "ASC, false", "desc, true", "x, true"})
  void theOrderIsDescendingUnlessAscendingIsWanted(String given, boolean descending) {
    assertThat(request("order", given).descending()).isEqualTo(descending);
  }

  @Test
  void whatIsSearchedForIsBoundedAndHasNoNul() {
    assertThat(request("search", "a\0b").search()).isEqualTo("ab");
    assertThat(request("search", "x".repeat(1_000)).search()).hasSize(255);
  }

  @Test
  void theAddressesOfOtherPagesArePublicAndKeepTheReadersParameters() {
    ListQuery query = read("limit", "2", "page", "2", "search", "a b&{x}%", "order", "asc");

    ListJson<String> list = ListJson.of(new Page<>(7, List.of("x", "y")), query, row -> row);

    assertThat(list.currentPage()).isEqualTo(2);
    assertThat(list.totalPages()).isEqualTo(4);
    assertThat(list.perPage()).isEqualTo(2);
    assertThat(URI.create(list.nextPageUrl()).getQuery())
        .isEqualTo("order=asc&search=a+b&{x}%&limit=2&page=3");
    assertThat(list.prevPageUrl())
        .startsWith("https://tokens.example/base/api/v1/users?")
        .endsWith("page=1");
  }

  @Test
  void theFirstPageHasNoneBeforeAndTheLastNoneAfter() {
    assertThat(list(5, "limit", "2").prevPageUrl()).isNull();
    assertThat(list(5, "limit", "2", "page", "3").nextPageUrl()).isNull();
    assertThat(list(0).totalPages()).isEqualTo(1);
    assertThat(list(0).nextPageUrl()).isNull();
  }

  private ListJson<String> list(int total, String... parameters) {
    return ListJson.of(new Page<>(total, List.of()), read(parameters), (String row) -> row);
  }

  private PageRequest request(String... parameters) {
    return read(parameters).request();
  }

  private ListQuery read(String... parameters) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      query.add(parameters[i], parameters[i + 1]);
    }
    return reader.read(Addresses.with(query));
  }
}
