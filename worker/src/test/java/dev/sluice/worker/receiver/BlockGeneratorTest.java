package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BlockGeneratorTest {
  private final RateLimiter limiter = new RateLimiter(Double.MAX_VALUE);
  private final BlockGenerator generator = new BlockGenerator(2, limiter, new RecordSizes());

  @Test
  void makesOneBlockOfWhatCameBetweenTwoCuts() throws InterruptedException {
    generator.add("a");
    generator.add("b");
    generator.cut();
    generator.add("c");
    generator.cut();

    assertThat(generator.take()).isEqualTo(List.of("a", "b"));
    assertThat(generator.take()).isEqualTo(List.of("c"));
  }

  @Test
  void neverMakesAnEmptyBlock() throws InterruptedException {
    generator.cut();
    generator.cut();
    generator.close();

    assertThat(generator.take()).isNull();
  }

  @Test
  void makesALastBlockWhenItIsClosed() throws InterruptedException {
    generator.add("a");
    generator.close();

    assertThat(generator.take()).isEqualTo(List.of("a"));
    assertThat(generator.take()).isNull();
    assertThatThrownBy(() -> generator.add("b")).isInstanceOf(ReceiverStoppedException.class);
  }

  @Test
  void aFullQueueBlocksTheReceiverUntilABlockIsTaken() throws InterruptedException {
    fillQueue();
    var waiting = new Waiting("late");

    await().until(waiting::isBlocked);
    assertThat(waiting.done()).isNotDone();
    generator.take();

    await().until(waiting.done()::isDone);
  }

  @Test
  void discardingFreesAReceiverThatWaits() {
    fillQueue();
    var waiting = new Waiting("late");
    await().until(waiting::isBlocked);

    generator.discard();

    await().until(waiting.done()::isCompletedExceptionally);
  }

  @Test
  void cutsABlockThatIsLongEnough() throws InterruptedException {
    for (int i = 0; i < BlockGenerator.MOST_RECORDS + 1; i++) {
      generator.add(i);
    }

    assertThat(generator.take()).hasSize(BlockGenerator.MOST_RECORDS);
  }

  @Test
  void cutsABlockOfLargeRecordsBeforeItTakesTooMuchMemory() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      generator.add(new byte[1 << 20]);
    }

    assertThat(generator.take()).hasSize(4);
  }

  private void fillQueue() {
    for (var item : new String[] {"a", "b"}) {
      generator.add(item);
      generator.cut();
    }
  }

  private final class Waiting {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread thread;

    Waiting(String item) {
      thread =
          new Thread(
              () -> {
                try {
                  generator.add(item);
                  done.complete(null);
                } catch (ReceiverStoppedException e) {
                  done.completeExceptionally(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    boolean isBlocked() {
      return thread.getState() == Thread.State.WAITING;
    }

    CompletableFuture<Void> done() {
      return done;
    }
  }
}
