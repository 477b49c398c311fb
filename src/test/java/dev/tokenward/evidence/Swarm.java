package dev.tokenward.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many clients at once. */
final class Swarm {

  private Swarm() {}

  /** Does one thing per client, all beginning together, and gives what each came to. */
  static <T> List<T> atOnce(int clients, IntFunction<T> work) {
    CyclicBarrier start = new CyclicBarrier(clients);
    return run(
        clients,
        client -> {
          start.await();
          return work.apply(client);
        });
  }

  private static <T> List<T> run(int clients, Work<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<T>> tasks =
          IntStream.range(0, clients)
              .<Callable<T>>mapToObj(client -> () -> work.of(client))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What one client does. */
  @FunctionalInterface
  private interface Work<T> {
    T of(int client) throws Exception;
  }
}
