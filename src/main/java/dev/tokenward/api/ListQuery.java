package dev.tokenward.api;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.MaxSettings;
import dev.tokenward.store.PageRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a request wants, and the addresses of the parts beside it. As in Snipe-IT,
 * what makes no sense is not an error but means the default.
 *
 * @param request the part
 * @param address the list's own public address with the reader's parameters but for the page
 */
public record ListQuery(PageRequest request, UriBuilder address) {

  private static final int LONGEST_SEARCH = 255;

  /** What says which rows there are and in which order, in the addresses of all parts. */
  private static final List<String> OF_EVERY_LIST = List.of("sort", "order", "search");

  /** The address of the part that leaves out so many rows: a page, if it is a whole one. */
  String url(long offset) {
    long limit = request.limit();
    UriBuilder part = address.clone();
    UriBuilder url =
        offset % limit == 0
            ? part.queryParam("page", offset / limit + 1)
            : part.queryParam("offset", offset);
    return url.build().toString();
  }

  /** Reads list queries with the settings of this installation. */
  @Singleton
  public static class Reader {

    private final int most;
    private final String baseUrl;

    @Inject
    Reader(MaxSettings max, AppSettings app) {
      this.most = max.results();
      this.baseUrl = BaseUrl.of(app).text();
    }

    /**
     * Reads the query of a request.
     *
     * @param uri the request's address
     * @return what it asks for, within the bounds of this installation
     */
    public ListQuery read(UriInfo uri) {
      return read(uri, List.of());
    }

    /**
     * Reads the query of a request for a list that has filters.
     *
     * @param uri the request's address
     * @param filters the parameters that the parts beside have to be asked for with too
     * @return what it asks for, within the bounds of this installation
     */
    public ListQuery read(UriInfo uri, List<String> filters) {
      MultivaluedMap<String, String> query = uri.getQueryParameters();
      int limit = (int) Math.min(most, number(query, "limit", 1, most));
      long page = number(query, "page", 1, 1);
      long offset = number(query, "offset", 0, (page - 1) * limit);
      PageRequest request =
          new PageRequest(
              limit,
              (int) Math.min(Integer.MAX_VALUE - limit, offset),
              text(query, "sort"),
              !text(query, "order").equalsIgnoreCase("asc"),
              bounded(text(query, "search")));
      return new ListQuery(request, address(uri, filters, limit));
    }

    private UriBuilder address(UriInfo uri, List<String> filters, int limit) {
      UriBuilder address = UriBuilder.fromUri(baseUrl).path(uri.getPath());
      Stream<String> all = Stream.concat(filters.stream(), OF_EVERY_LIST.stream());
      for (String kept : all.toList()) {
        @Nullable String value = uri.getQueryParameters().getFirst(kept);
        if (value != null) {
          address.queryParam(kept, "{" + kept + "}").resolveTemplate(kept, value);
        }
      }
      return address.queryParam("limit", limit);
    }

    private static long number(
        MultivaluedMap<String, String> query, String name, long least, long otherwise) {
      String text = text(query, name);
      if (!text.matches("[0-9]{1,9}")) {
        return otherwise;
      }
      long number = Long.parseLong(text);
      return number < least ? otherwise : number;
    }

    private static String text(MultivaluedMap<String, String> query, String name) {
      @Nullable String value = query.getFirst(name);
      return value == null ? "" : value.strip();
    }

    private static String bounded(String search) {
      String clean = search.replace("\0", "");
      return clean.length() > LONGEST_SEARCH ? clean.substring(0, LONGEST_SEARCH) : clean;
    }
  }
}
