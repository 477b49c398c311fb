package dev.tokenward.web.admin;

import dev.tokenward.token.TokenCensus;
import dev.tokenward.token.TokenNumbers;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Gate;
import dev.tokenward.web.Pages;
import dev.tokenward.web.Visitor;
import dev.tokenward.web.When;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** How things are: the tokens of everybody, and what this replica has seen of them. */
@NonBlocking
@Path("/admin")
@PermitAll
class DashboardPage {

  private static final int WEEK = 7;
  private static final int MONTH = 30;
  private static final int FORGOTTEN = 90;
  private static final double NANOS_PER_MILLI = 1e6;

  private final TokenCensus census;
  private final ReplicaNumbers replica;
  private final Gate gate;
  private final Pages pages;
  private final Clock clock;

  @Inject
  DashboardPage(TokenCensus census, ReplicaNumbers replica, Gate gate, Pages pages, Clock clock) {
    this.census = census;
    this.replica = replica;
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @GET
  @Produces(Pages.HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> page() {
    Days days = Days.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return gate.page(
        PermissionKey.ADMIN,
        visitor ->
            census
                .count(start(days.soon()), start(days.later()), start(days.unusedSince()))
                .map(numbers -> page(visitor, days, numbers)));
  }

  private RestResponse<String> page(Visitor visitor, Days days, TokenNumbers numbers) {
    DashboardView view =
        new DashboardView(
            numbers,
            days.soon(),
            days.later(),
            days.unusedSince(),
            When.of(replica.startedAt(), clock.instant()),
            replica.refusals(),
            replica.refusedPasswords(),
            replica.undecided(),
            replica.limited(),
            milliseconds(replica.lag()),
            replica.staleness().map(DashboardPage::milliseconds).orElse(""));
    return pages.page(Templates.dashboard(pages.frame(visitor), view));
  }

  private static String milliseconds(Duration duration) {
    double millis = duration.toNanos() / NANOS_PER_MILLI;
    return millis < 10 ? "%.1f ms".formatted(millis) : "%.0f ms".formatted(millis);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * The days that the numbers are about. Whole ones, so that a list can be asked for the same.
   *
   * @param soon the first day behind the next week
   * @param later the first day behind the next month
   * @param unusedSince the day before which the last use is too long ago
   */
  private record Days(LocalDate soon, LocalDate later, LocalDate unusedSince) {

    static Days of(LocalDate today) {
      return new Days(
          today.plusDays(WEEK + 1), today.plusDays(MONTH + 1), today.minusDays(FORGOTTEN));
    }
  }
}
