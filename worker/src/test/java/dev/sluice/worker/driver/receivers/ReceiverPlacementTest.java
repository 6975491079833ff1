package dev.sluice.worker.driver.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.receivers.ReceiverPlacement.Candidate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiverPlacementTest {
  private static final List<Candidate> WORKERS =
      List.of(
          new Candidate("receiver-0", "10.0.0.1", 2, 0),
          new Candidate("receiver-1", "10.0.0.1", 1, 0),
          new Candidate("receiver-2", "10.0.0.2", 0, 0));

  @Test
  void takesTheLeastLoadedWorkerOfThePreferredHost() {
    assertThat(chosen("10.0.0.1")).isEqualTo("receiver-1");
  }

  @Test
  void takesTheWorkerThatIsNamed() {
    assertThat(chosen("receiver-0")).isEqualTo("receiver-0");
  }

  @Test
  void takesTheLeastLoadedOfAllWhenThePreferredHostHasNoWorker() {
    assertThat(chosen("10.0.0.9")).isEqualTo("receiver-2");
    assertThat(chosen(null)).isEqualTo("receiver-2");
  }

  @Test
  void waitsWhenThereIsNoWorker() {
    assertThat(ReceiverPlacement.choose(Optional.of("10.0.0.1"), List.of())).isEmpty();
  }

  @Test
  void spreadsTheShardsOfAReceiverOverAllWorkers() {
    var workers =
        List.of(
            new Candidate("receiver-0", "10.0.0.1", 1, 1),
            new Candidate("receiver-1", "10.0.0.2", 4, 0));

    assertThat(ReceiverPlacement.choose(Optional.empty(), workers))
        .map(Candidate::worker)
        .contains("receiver-1");
  }

  private static String chosen(@Nullable String preferred) {
    return ReceiverPlacement.choose(Optional.ofNullable(preferred), WORKERS).orElseThrow().worker();
  }
}
