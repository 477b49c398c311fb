package dev.tokenward.process;

import java.util.Collection;
import java.util.stream.Stream;

/** Signals to processes, as an operator sends them. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name such as {@code STOP}
   * @param pids of processes that the test started, itself or through a service; a negative number
   *     is a group of processes
   */
  public static void send(String name, Collection<Long> pids) {
    Tools.run(
        Stream.concat(Stream.of("kill", "-s", name, "--"), pids.stream().map(Object::toString))
            .toArray(String[]::new));
  }
}
