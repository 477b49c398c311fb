package dev.tokenward.evidence;

import static org.awaitility.Awaitility.await;

import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.Service;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** Services that share a database, and what tells how they are. */
final class Replicas {

  /** How long a replica may need to answer from memory again. */
  static final Duration RECOVERY = Duration.ofSeconds(5);

  private Replicas() {}

  /** The first of some, which makes the administrator. */
  static Service.Builder first(OwnDatabase database, Duration bound) {
    return Service.builder()
        .env("API_THROTTLE_PER_MINUTE", "0")
        .env("REVOCATION_BOUND", bound.toMillis() + "ms")
        .env(database.environment());
  }

  /** Another one of the same. */
  static Service.Builder another(Service first, OwnDatabase database, Duration bound) {
    return first(database, bound).env("TOKENWARD_ADMIN_PASSWORD", first.adminPassword());
  }

  /** Waits until it answers from memory. */
  static void awaitTrust(Service service, Duration bound) {
    await()
        .atMost(RECOVERY.plus(RECOVERY))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> staleness(service) < bound.toMillis() / 1000.0);
  }

  private static double staleness(Service service) {
    double seconds = metric(service, "tokenward_changes_staleness_seconds");
    return Double.isNaN(seconds) ? Double.MAX_VALUE : seconds;
  }

  /** What a replica tells of itself, by the name of the metric with its labels. */
  static double metric(Service service, String name) {
    return metrics(service, name + " ").findFirst().orElseThrow();
  }

  /** The sum of all metrics whose name and labels begin so. */
  static double sum(Service service, String beginning) {
    return metrics(service, beginning).sum();
  }

  private static DoubleStream metrics(Service service, String beginning) {
    return RestAssured.get(service.baseUri().resolve("/q/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  /** The processes of PostgreSQL that serve a replica's feed of changes. */
  static List<Long> feedBackends(Service replica, Service asked) {
    return numbers(asked, "pid", replica);
  }

  /** The ports of those connections at the replica's end, as PostgreSQL sees them. */
  static List<Integer> feedPorts(Service replica, Service asked) {
    return numbers(asked, "client_port", replica).stream().map(Long::intValue).toList();
  }

  private static List<Long> numbers(Service asked, String column, Service replica) {
    String query =
        "select %s from pg_stat_activity where application_name = 'tokenward changes %d'";
    return Sql.column(asked, query.formatted(column, replica.pid())).stream()
        .map(Long::valueOf)
        .toList();
  }
}
