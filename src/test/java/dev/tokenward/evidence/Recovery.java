package dev.tokenward.evidence;

import dev.tokenward.evidence.Requests.Made;
import dev.tokenward.process.Service;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** How long replicas take until everybody is answered again. */
final class Recovery {

  private static final int IN_A_ROW = 20;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Recovery() {}

  /**
   * How long until so many requests in a row succeed, on both replicas, with tokens that were not
   * used before too.
   */
  static Duration of(Service one, Service other, List<Made> unused) {
    long begun = System.nanoTime();
    Iterator<Made> tokens = Stream.generate(() -> unused).flatMap(List::stream).iterator();
    try (KeptConnection here = new KeptConnection(one.baseUri());
        KeptConnection there = new KeptConnection(other.baseUri())) {
      int inARow = 0;
      while (inARow < IN_A_ROW && System.nanoTime() - begun < LONGEST.toNanos()) {
        KeptConnection connection = inARow % 2 == 0 ? here : there;
        String path = inARow % 4 < 2 ? Requests.ME : Requests.TOKENS;
        String request = KeptConnection.get(path, "Bearer " + tokens.next().text());
        inARow = connection.ask(request).status() == 200 ? inARow + 1 : 0;
      }
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
