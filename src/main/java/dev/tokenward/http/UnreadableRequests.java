package dev.tokenward.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link UnreadableRequest} answer what the server can't read as HTTP, on every connection.
 * Quarkus offers no way to set {@code HttpServer.invalidRequestHandler}, so Netty is asked instead:
 * it finds this class as a service, if the system property {@link
 * ChannelInitializerExtension#EXTENSIONS_SYSTEM_PROPERTY} says so. See decision 14.
 */
@RegisterForReflection
public final class UnreadableRequests extends ChannelInitializerExtension {

  /** Made by Netty. */
  public UnreadableRequests() {}

  /** Runs on the thread that accepts connections, before the connection's own event loop has it. */
  @Override
  public void postInitializeServerChildChannel(Channel accepted) {
    accepted.pipeline().addLast(new AfterVertx());
  }

  /** Vert.x adds its handlers with an initializer too, which comes before this one. */
  private static final class AfterVertx extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Installer());
    }
  }

  /**
   * Waits for the connection: without TLS it is there at once, with TLS before the first bytes that
   * were decrypted.
   */
  private static final class Installer extends ChannelInboundHandlerAdapter {

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      install(context.pipeline());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      install(context.pipeline());
      context.fireChannelRead(message);
    }

    private void install(ChannelPipeline pipeline) {
      @Nullable VertxHandler<?> vertx = pipeline.get(VertxHandler.class);
      if (vertx == null) {
        return;
      }
      pipeline.remove(this);
      if (vertx.getConnection() instanceof HttpServerConnection connection) {
        connection.invalidRequestHandler(new UnreadableRequest(connection.getContext().owner()));
      }
    }
  }
}
