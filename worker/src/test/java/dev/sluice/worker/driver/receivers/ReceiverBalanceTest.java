package dev.sluice.worker.driver.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.receivers.ReceiverBalance.Shard;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiverBalanceTest {
  @Test
  void movesAsFewShardsAsMakeTheNumbersEqual() {
    var running =
        List.of(
            new Shard(0, 0, "receiver-0"),
            new Shard(1, 0, "receiver-0"),
            new Shard(2, 0, "receiver-0"),
            new Shard(3, 0, "receiver-1"),
            new Shard(4, 0, "receiver-1"));

    assertThat(ReceiverBalance.toMove(List.of("receiver-0", "receiver-1"), running)).isEmpty();
    assertThat(ReceiverBalance.toMove(List.of("receiver-0", "receiver-1", "receiver-2"), running))
        .containsExactly(2);
  }

  @Test
  void looksAtEachReceiverByItself() {
    var running = List.of(new Shard(0, 0, "receiver-0"), new Shard(7, 7, "receiver-0"));

    assertThat(ReceiverBalance.toMove(List.of("receiver-0", "receiver-1"), running)).isEmpty();
  }

  @Test
  void movesNothingOfAJobWithoutShards() {
    assertThat(ReceiverBalance.toMove(List.of(), List.of())).isEmpty();
  }
}
