package dev.tokenward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Passes bytes on between a replica and its server, at once or late, or keeps them. */
public final class RelayLine implements Line {

  private final PostgresServer server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket entrance;
  private boolean silent;
  private Duration late = Duration.ZERO;
  private OptionalInt silentPort = OptionalInt.empty();

  private RelayLine(PostgresServer server, ServerSocket entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /**
   * A line of this kind and no other.
   *
   * @return a line with a server that the test may stop
   */
  public static RelayLine laid() {
    return laidTo(PostgresServer.started());
  }

  /**
   * The same to a server that was started for it.
   *
   * @param server is running, and closed together with the line
   * @return a line to it
   */
  public static RelayLine laidTo(PostgresServer server) {
    try {
      RelayLine line =
          new RelayLine(server, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
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

  /**
   * Lets everything that the server says arrive late.
   *
   * @param delay of each piece of an answer
   */
  public synchronized void slowDown(Duration delay) {
    late = delay;
  }

  @Override
  public synchronized void speak() {
    silent = false;
    late = Duration.ZERO;
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
      begin("relay-up", () -> pass(client, upstream, () -> awaitSpeech(upstream.getLocalPort())));
      begin("relay-down", () -> pass(upstream, client, () -> awaitTurn(upstream.getLocalPort())));
    } catch (IOException refused) {
      closeQuietly(client);
    }
  }

  private void pass(Socket from, Socket to, Gate gate) {
    byte[] bytes = new byte[16_384];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
        gate.await();
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

  /** A piece of an answer is late by itself, and those behind it wait for it. */
  private synchronized void awaitTurn(int port) throws InterruptedException {
    long end = System.nanoTime() + late.toNanos();
    while (!late.isZero() && System.nanoTime() - end < 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    awaitSpeech(port);
  }

  /** Where bytes wait until they may pass. */
  @FunctionalInterface
  private interface Gate {
    void await() throws InterruptedException;
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
