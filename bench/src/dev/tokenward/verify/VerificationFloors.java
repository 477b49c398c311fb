package dev.tokenward.verify;

import dev.tokenward.bench.BareRoutes;
import dev.tokenward.verify.TokenVerifier.Use;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Floors that need what only this package knows: the look-up's own query without authentication,
 * and the bare route with the note of a use.
 */
@Singleton
class VerificationFloors {

  private static final Use USE = new Use("127.0.0.1", "http://localhost", "bench");
  private static final UUID TOKEN = UUID.randomUUID();

  private final Pool pool;
  private final UseRecorder uses;
  private final Clock clock;

  @Inject
  VerificationFloors(Pool pool, UseRecorder uses, Clock clock) {
    this.pool = pool;
    this.uses = uses;
    this.clock = clock;
  }

  void register(@Observes Router router) {
    router.get("/bench/row/:digest").order(-2_000_000).handler(this::row);
    router.get("/bench/used").order(-2_000_000).handler(this::used);
  }

  private void row(RoutingContext context) {
    byte[] digest = HexFormat.of().parseHex(context.pathParam("digest"));
    pool.preparedQuery(TokenLookup.BY_DIGEST)
        .execute(Tuple.of(Buffer.buffer(digest)))
        .onComplete(rows -> BareRoutes.answer(context, rows.result().size() == 1 ? 200 : 500));
  }

  private void used(RoutingContext context) {
    uses.record(TOKEN, clock.instant(), USE);
    BareRoutes.answer(context, 200);
  }
}
