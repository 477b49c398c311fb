package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine. */
public final class Ports {

  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;

  private Ports() {}

  /**
   * Finds a port that nobody listens on, below those that the system gives to whoever connects: one
   * of these could be taken before the service under test gets to it.
   *
   * @return free a moment ago
   */
  public static int free() {
    OptionalInt port = OptionalInt.empty();
    while (port.isEmpty()) {
      port = ifFree(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
    }
    return port.getAsInt();
  }

  /**
   * Whether somebody listens on a port of the loopback address.
   *
   * @param port of this machine
   * @return false while a connection is refused
   */
  public static boolean isListenedOn(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static OptionalInt ifFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return OptionalInt.of(socket.getLocalPort());
    } catch (BindException taken) {
      return OptionalInt.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
