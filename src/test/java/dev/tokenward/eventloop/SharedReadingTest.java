package dev.tokenward.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One reading for all who ask while it is under way. */
class SharedReadingTest {

  private final List<UniEmitter<? super String>> begun = new ArrayList<>();
  private final SharedReading<String> reading =
      new SharedReading<>(() -> Uni.createFrom().emitter(begun::add));
  private final List<String> heard = new ArrayList<>();

  @Test
  void whoAsksWhileItIsUnderWayHearsTheSameAnswer() {
    ask();
    ask();
    assertThat(begun).hasSize(1);

    begun.get(0).complete("a");

    assertThat(heard).containsExactly("a", "a");
  }

  @Test
  void whoAsksAfterwardsBeginsAnotherOne() {
    ask();
    begun.get(0).complete("a");
    ask();

    assertThat(begun).hasSize(2);
    begun.get(1).complete("b");
    assertThat(heard).containsExactly("a", "b");
  }

  @Test
  void aFailureIsHeardByAllAndKeptForNobody() {
    ask();
    ask();
    begun.get(0).fail(new IOException("gone"));
    ask();

    assertThat(heard).containsExactly("gone", "gone");
    assertThat(begun).hasSize(2);
  }

  private void ask() {
    reading.join().subscribe().with(heard::add, failure -> heard.add(failure.getMessage()));
  }
}
