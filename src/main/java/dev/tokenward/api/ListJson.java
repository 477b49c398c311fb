package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.store.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list as Snipe-IT shows one.
 *
 * @param total how many rows the whole list has
 * @param rows those of this part
 * @param currentPage the number of this part, from 1
 * @param perPage the most rows of a part
 * @param totalPages how many parts there are, at least one
 * @param prevPageUrl where the part before is
 * @param nextPageUrl where the part behind is
 * @param <T> the type of a row
 */
@RegisterForReflection
@JsonPropertyOrder({
  "total",
  "rows",
  "current_page",
  "per_page",
  "total_pages",
  "prev_page_url",
  "next_page_url"
})
public record ListJson<T>(
    long total,
    List<T> rows,
    @JsonProperty("current_page") long currentPage,
    @JsonProperty("per_page") int perPage,
    @JsonProperty("total_pages") long totalPages,
    @JsonProperty("prev_page_url") @Nullable String prevPageUrl,
    @JsonProperty("next_page_url") @Nullable String nextPageUrl) {

  /**
   * Shows a part of a list.
   *
   * @param page the part
   * @param query what asked for it
   * @param asJson shows one row
   * @return the same for an answer
   * @param <S> the type of a row in the domain
   * @param <T> the type of a row in the answer
   */
  public static <S, T> ListJson<T> of(Page<S> page, ListQuery query, Function<S, T> asJson) {
    int limit = query.request().limit();
    long offset = query.request().offset();
    long pages = Math.max(1, (page.total() + limit - 1) / limit);
    return new ListJson<>(
        page.total(),
        page.rows().stream().map(asJson).toList(),
        offset / limit + 1,
        limit,
        pages,
        offset > 0 ? query.url(Math.max(0, offset - limit)) : null,
        offset + limit < page.total() ? query.url(offset + limit) : null);
  }
}
