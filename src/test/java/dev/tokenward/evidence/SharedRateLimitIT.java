package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Alone;
import dev.tokenward.process.OwnDatabase;
import dev.tokenward.process.PostgresServer;
import dev.tokenward.process.RedisServer;
import dev.tokenward.process.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two replicas with one Redis have one budget between them, and go on without it. */
@Alone
class SharedRateLimitIT {

  private static final int PER_MINUTE = 40;

  @Test
  void replicasShareABudgetAndLimitForThemselvesWhileRedisIsAway() {
    try (RedisServer redis = RedisServer.started();
        PostgresServer server = PostgresServer.started();
        OwnDatabase database = OwnDatabase.on(server);
        Service one = replica(database, redis, null);
        Service two = replica(database, redis, one)) {
      Requests admin = Requests.to(one);
      Requests first = newUser(admin);
      Requests second = newUser(admin);

      List<Integer> shared = alternately(first, first.at(two));
      assertThat(passed(shared)).isBetween((long) PER_MINUTE, PER_MINUTE + 15L);

      redis.stop();
      List<Integer> alone = alternately(second, second.at(two));
      assertThat(alone).containsOnly(200, 429);
      assertThat(passed(alone)).isBetween(2L * PER_MINUTE, 2L * PER_MINUTE + 30L);

      redis.start();
      List<Integer> again = alternately(newUser(admin), newUser(admin).at(two));
      assertThat(again).containsOnly(200, 429);
    }
  }

  private static Service replica(OwnDatabase database, RedisServer redis, Service earlier) {
    Service.Builder builder =
        Service.builder()
            .env("API_THROTTLE_PER_MINUTE", Integer.toString(PER_MINUTE))
            .env("QUARKUS_REDIS_HOSTS", redis.url());
    database.environment().forEach(builder::env);
    if (earlier != null) {
      builder.env("TOKENWARD_ADMIN_PASSWORD", earlier.adminPassword());
    }
    return builder.start();
  }

  private static Requests newUser(Requests admin) {
    Map<String, Object> fields = Requests.newUser(Requests.newName());
    fields.put("permissions", Map.of("self.api", 1));
    admin.post(Requests.USERS, fields);
    return admin.ofUser(fields);
  }

  /** More than both replicas would let pass alone. */
  private static List<Integer> alternately(Requests here, Requests there) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 2 * PER_MINUTE; i++) {
      statuses.add(here.get(Requests.ME).statusCode());
      statuses.add(there.get(Requests.ME).statusCode());
    }
    return statuses;
  }

  private static long passed(List<Integer> statuses) {
    return statuses.stream().filter(status -> status == 200).count();
  }
}
