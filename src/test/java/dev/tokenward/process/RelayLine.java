package dev.tokenward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes bytes on between a replica and its server, or keeps them. */
final class RelayLine implements Line {

  private final PostgresServer server = PostgresServer.started();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket entrance;
  private boolean silent;
  private OptionalInt silentPort = OptionalInt.empty();

  private RelayLine(ServerSocket entrance) {
    this.entrance = entrance;
  }

  static RelayLine laid() {
    try {
      RelayLine line = new RelayLine(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      begin("relay", line::accept);
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public PostgresServer server() {
    return server;
  }

  @Override
  public Service.Builder lead(Service.Builder builder, OwnDatabase database) {
    return builder.env(database.environment("127.0.0.1:" + entrance.getLocalPort()));
  }

  @Override
  public synchronized void silence() {
    silent = true;
  }

  @Override
  public synchronized void silence(int port) {
    silentPort = OptionalInt.of(port);
  }

  @Override
  public synchronized void speak() {
    silent = false;
    silentPort = OptionalInt.empty();
    notifyAll();
  }

  @Override
  public void close() {
    closeQuietly(entrance);
    open.forEach(RelayLine::closeQuietly);
    speak();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        connect(entrance.accept());
      }
    } catch (IOException closed) {
      closeQuietly(entrance);
    }
  }

  /** A server that refuses refuses this client only. */
  private void connect(Socket client) {
    try {
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server.port());
      open.add(client);
      open.add(upstream);
      begin("relay-up", () -> pass(client, upstream, upstream.getLocalPort()));
      begin("relay-down", () -> pass(upstream, client, upstream.getLocalPort()));
    } catch (IOException refused) {
      closeQuietly(client);
    }
  }

  private void pass(Socket from, Socket to, int port) {
    byte[] bytes = new byte[16_384];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
        awaitSpeech(port);
        output.write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException ended) {
      open.remove(from);
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private synchronized void awaitSpeech(int port) throws InterruptedException {
    while (silent || silentPort.equals(OptionalInt.of(port))) {
      wait();
    }
  }

  private static void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyClosed) {
      return;
    }
  }

  @Override
  public String toString() {
    return "bytes kept by a relay, because network namespaces are not permitted here";
  }
}
