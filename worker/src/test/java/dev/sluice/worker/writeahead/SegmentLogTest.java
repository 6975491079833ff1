package dev.sluice.worker.writeahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.BlockId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SegmentLogTest {
  private final MemoryStore store = new MemoryStore();
  private final SegmentLog log = new SegmentLog(store, "receiver-0-1f", Duration.ofMillis(20));

  @AfterEach
  void close() {
    log.close();
  }

  private CompletableFuture<SegmentRange> append(int stream, long sequence) {
    return log.append("source " + stream, LogBlocks.of(new BlockId(stream, 1, sequence), "text"));
  }

  @Test
  void writesTheBlocksOfManyReceiversInOneRequest() {
    var durable = IntStream.range(0, 16).mapToObj(stream -> append(stream, 0)).toList();
    log.start();

    durable.forEach(CompletableFuture::join);

    assertThat(store.puts()).isEqualTo(1);
    assertThat(new SegmentReader(store).contents().blocks()).hasSize(16);
  }

  @Test
  void writesNoMoreSegmentsThanTheIntervalAllowsHoweverManyReceiversStore() {
    log.start();
    var begin = System.nanoTime();
    for (int round = 0; round < 5; round++) {
      int sequence = round;
      IntStream.range(0, 16)
          .mapToObj(stream -> append(stream, sequence))
          .toList()
          .forEach(CompletableFuture::join);
    }
    var millis = (System.nanoTime() - begin) / 1_000_000;

    assertThat(store.puts()).isBetween(5, (int) (millis / 20) + 1);
  }

  @Test
  void writesALargeBlockByItself() {
    var large = "x".repeat((int) SegmentLog.MOST_BYTES);
    var first = log.append("a", LogBlocks.of(new BlockId(0, 1, 0), large));
    var second = log.append("a", LogBlocks.of(new BlockId(1, 1, 0), "small"));
    log.start();

    assertThat(first.join().key()).isNotEqualTo(second.join().key());
  }

  @Test
  void writesABlockOnlyWhenTheOneBeforeItInItsStreamIsDurable() {
    store.away(true);
    log.start();
    var first = append(0, 0);
    await().until(() -> store.refused() > 0);
    var second = append(0, 1);
    store.away(false);

    second.join();

    assertThat(first).isCompleted();
    assertThat(first.join().key()).isLessThan(second.join().key());
  }

  @Test
  void waitsForAStoreThatIsAwayAndLosesNothing() {
    store.away(true);
    log.start();
    var durable = append(0, 0);
    await().until(() -> store.refused() > 2);
    assertThat(durable).isNotDone();

    store.away(false);

    var range = durable.join();
    var content = new SegmentReader(store).block(new BlockId(0, 1, 0), range);
    assertThat(LogBlocks.texts(content)).containsExactly("text");
  }

  @Test
  void showsANewDriverWhatIsStillNeeded() {
    log.start();
    List.of(append(0, 0), append(0, 1)).forEach(CompletableFuture::join);

    log.removed(List.of(new BlockId(0, 1, 0)));

    assertThat(log.inventory())
        .extracting(block -> block.info().id())
        .containsExactly(new BlockId(0, 1, 1));
  }

  @Test
  void failsWhatWaitsWhenItIsClosed() {
    store.away(true);
    log.start();
    var first = append(0, 0);
    await().until(() -> store.refused() > 0);
    var second = append(1, 0);

    log.close();

    await().until(second::isCompletedExceptionally);
    assertThat(append(2, 0)).isCompletedExceptionally();
    await().until(first::isCompletedExceptionally);
  }
}
