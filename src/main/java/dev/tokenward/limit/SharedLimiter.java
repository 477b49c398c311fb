package dev.tokenward.limit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The budgets that all replicas share, in Redis: the same algorithm in a script, which Redis runs
 * atomically, by Redis' own clock, in one round trip. When that clock is set back, what it said
 * before counts as a budget of which one unit is left, not as one that is spent until then.
 */
final class SharedLimiter {

  private static final String KEY_PREFIX = "tokenward:limit:";

  /** Microseconds: a Lua number holds them exactly, which it would not hold nanoseconds. */
  private static final String SCRIPT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local interval, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
      local latest = now + interval * (limit - 1)
      local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
      if tat > latest + interval then tat = latest end
      local next = tat + interval
      local excess = next - now - interval * limit
      if excess > 0 then return {0, excess} end
      redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
      return {1, next - now}
      """;

  private static final String SCRIPT_DIGEST = sha1(SCRIPT);

  private final Redis redis;
  private final Duration patience;

  SharedLimiter(Redis redis, Duration patience) {
    this.redis = redis;
    this.patience = patience;
  }

  /**
   * Spends one unit of a key's budget if there is one; fails when Redis does not answer in time.
   */
  Uni<Budget> spend(String key, Gcra gcra) {
    return send(Command.EVALSHA, SCRIPT_DIGEST, key, gcra)
        .onFailure(SharedLimiter::isUnknownScript)
        .recoverWithUni(() -> send(Command.EVAL, SCRIPT, key, gcra))
        .ifNoItem()
        .after(patience)
        .fail()
        .map(answer -> budget(answer, gcra));
  }

  private Uni<Response> send(Command command, String script, String key, Gcra gcra) {
    Request request =
        Request.cmd(command)
            .arg(script)
            .arg(1)
            .arg(KEY_PREFIX + key)
            .arg(intervalMicros(gcra))
            .arg(gcra.limit());
    return redis.send(request);
  }

  private static Budget budget(Response answer, Gcra gcra) {
    long micros = answer.get(1).toLong();
    Duration reset = Duration.ofNanos(micros * 1000);
    if (answer.get(0).toInteger() == 0) {
      return new Budget(false, gcra.limit(), 0, reset);
    }
    long interval = intervalMicros(gcra);
    int remaining = (int) ((interval * gcra.limit() - micros) / interval);
    return new Budget(true, gcra.limit(), remaining, reset);
  }

  private static long intervalMicros(Gcra gcra) {
    return (gcra.interval() + 999) / 1000;
  }

  private static boolean isUnknownScript(Throwable failure) {
    return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
  }

  /** Redis names scripts by their SHA-1; nothing is protected by it. */
  private static String sha1(String script) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-1", impossible);
    }
  }
}
