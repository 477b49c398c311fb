package dev.tokenward.process;

import java.util.Collection;
import java.util.List;
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

  /**
   * Sends a signal to those that have not ended meanwhile.
   *
   * @param name of a signal that may come twice
   * @param pids of processes that the test started, itself or through a service
   */
  static void sendToLiving(String name, Collection<Long> pids) {
    List<Long> living = living(pids);
    try {
      send(name, living);
    } catch (IllegalStateException failure) {
      List<Long> left = living(living);
      if (left.size() == living.size()) {
        throw failure;
      }
      sendToLiving(name, left);
    }
  }

  private static List<Long> living(Collection<Long> pids) {
    return pids.stream().filter(pid -> ProcessHandle.of(pid).isPresent()).toList();
  }
}
