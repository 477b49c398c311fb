package dev.tokenward.http;

import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request that is being answered, for those who are not told which it is: the lines of the log.
 * It goes along with the request's own Vert.x context, in places that the context has anyway, so
 * that to note it costs two writes and nothing is worked out that nobody asks for.
 */
final class CurrentRequest {

  private static final ContextLocal<RoutingContext> REQUEST =
      ContextLocal.registerLocal(RoutingContext.class);
  private static final ContextLocal<UUID> TOKEN = ContextLocal.registerLocal(UUID.class);

  private CurrentRequest() {}

  /** Takes the places in the contexts of Vert.x, which has to be before there is any. */
  @Singleton
  static final class Places implements VertxOptionsCustomizer {

    @Inject
    Places() {}

    @Override
    public void accept(VertxOptions options) {
      token(null);
    }
  }

  /** Notes the request whose handling begins on this thread. */
  static void begin(RoutingContext request) {
    @Nullable Context current = ofRequest();
    if (current != null) {
      REQUEST.put(current, request);
    }
  }

  /** Notes with whose token it came. */
  static void cameFrom(Principal caller) {
    @Nullable Context current = ofRequest();
    @Nullable TokenInUse token = caller.token().orElse(null);
    if (current != null && token != null) {
      TOKEN.put(current, token.id());
    }
  }

  /** The id of the token with which a request came that was handled in a context. */
  static Optional<UUID> token(@Nullable Context context) {
    return Optional.ofNullable(context).map(TOKEN::get);
  }

  /** The context in which it is handled; null where this thread works for no request. */
  static @Nullable Context context() {
    return ofRequest();
  }

  /** The request that this thread works for; empty where it works for none. */
  static Optional<RoutingContext> request() {
    return Optional.ofNullable(ofRequest()).map(REQUEST::get);
  }

  /** The id of the token that it came with; empty where there is none, or it is not known yet. */
  static Optional<UUID> token() {
    return token(ofRequest());
  }

  /** All requests of a connection share one context; what is a request's alone is a copy of it. */
  private static @Nullable Context ofRequest() {
    @Nullable Context current = Context.isOnEventLoopThread() ? Vertx.currentContext() : null;
    return current instanceof ContextInternal known && known.isDuplicate() ? current : null;
  }
}
