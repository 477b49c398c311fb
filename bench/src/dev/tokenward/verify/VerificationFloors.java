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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Floors that need what only this package knows: the look-up's own query without authentication,
 * with its row unread and with its row read, and the bare route with the note of a use.
 */
@Singleton
class VerificationFloors {

  private static final Use USE =
      new Use(Dialect.API, "127.0.0.1", List.of("http://localhost"), "bench");
  private static final UUID TOKEN = UUID.randomUUID();

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pool pool;
  private final TokenLookup lookup;
  private final UseRecorder uses;
  private final Clock clock;

  @Inject
  VerificationFloors(Pool pool, TokenLookup lookup, UseRecorder uses, Clock clock) {
    this.pool = pool;
    this.lookup = lookup;
    this.uses = uses;
    this.clock = clock;
  }

  void register(@Observes Router router) {
    router.get("/bench/row/:digest").order(-2_000_000).handler(this::row);
    router.get("/bench/owner/:digest").order(-2_000_000).handler(this::owner);
    router.get("/bench/used").order(-2_000_000).handler(this::used);
  }

  private void row(RoutingContext context) {
    byte[] digest = HexFormat.of().parseHex(context.pathParam("digest"));
    pool.preparedQuery(TokenLookup.BY_DIGEST)
        .execute(Tuple.of(Buffer.buffer(digest)))
        .onComplete(rows -> BareRoutes.answer(context, rows.result().size() == 1 ? 200 : 500));
  }

  private void owner(RoutingContext context) {
    byte[] digest = HexFormat.of().parseHex(context.pathParam("digest"));
    lookup
        .byDigest(digest, PATIENCE)
        .subscribe()
        .with(
            found -> BareRoutes.answer(context, found.isPresent() ? 200 : 500), context::fail);
  }

  private void used(RoutingContext context) {
    uses.record(TOKEN, clock.instant(), USE);
    BareRoutes.answer(context, 200);
  }
}
