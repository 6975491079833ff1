package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers come, go and forget to answer while a receiver stores; its blocks stay one chain. */
class ChainUnderDriverLossTest {
  private static final int BLOCKS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsOneChainWithoutGapOrDouble(long seed) {
    var random = new Random(seed);
    try (var fixture = new HostFixture()) {
      fixture.host.topology(FakeExecutors.topology("executor-0", "executor-1"));
      var receiver = fixture.start();
      var stored =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 1; i <= BLOCKS; i++) {
                  receiver.store(List.of("record " + i).iterator(), Integer.toString(i));
                }
              },
              task -> new Thread(task, "receiving").start());

      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                act(fixture, random.nextInt(4));
                return stored.isDone();
              });

      var chain = fixture.driver.blocks().stream().distinct().map(BlockAdded::getBlock).toList();
      assertThat(stored).isCompleted();
      assertThat(chain.stream().map(block -> Integer.valueOf(block.getPosition())))
          .isEqualTo(IntStream.rangeClosed(1, BLOCKS).boxed().toList());
      var before = BlockId.getDefaultInstance();
      for (var block : chain) {
        assertThat(block.getPrevious()).isEqualTo(before);
        before = block.getId();
      }
    }
  }

  private static void act(HostFixture fixture, int choice) {
    switch (choice) {
      case 0 -> fixture.driver.goAway();
      case 1 -> {
        fixture.driver.comeBack();
        fixture.host.registered();
      }
      default -> answerNewest(fixture);
    }
  }

  private static void answerNewest(HostFixture fixture) {
    var blocks = fixture.driver.blocks();
    if (!blocks.isEmpty()) {
      fixture.host.blockStored(FakeDriver.answerTo(blocks.get(blocks.size() - 1)));
    }
  }
}
