package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose driver, executor and receivers end at once, over the log of what they received. */
@Timeout(90)
class WriteAheadLogJobTest {
  private static final int RECORDS_A_BLOCK = 10;

  /** What the source has forgotten, because it was acknowledged. */
  private static final AtomicInteger ACKNOWLEDGED = new AtomicInteger();

  private static volatile int blocks;

  @TempDir private Path directory;

  /** What batches gave, by their time: a batch whose output is repeated replaces its own. */
  private final Map<Time, List<Integer>> output = new ConcurrentHashMap<>();

  private @Nullable StreamingContext running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.stop();
    }
  }

  @BeforeEach
  void forget() {
    ACKNOWLEDGED.set(0);
    blocks = Integer.MAX_VALUE;
  }

  @Test
  void losesNothingThatWasAcknowledgedAndOutputsItOnceWhenEverythingEndsAtOnce() {
    var before = 0;
    for (var life = 0; life < 4; life++) {
      var context = start(StorageLevel.MEMORY_ONLY, true);
      var target = before + 20;
      await().until(() -> ACKNOWLEDGED.get() > target);
      context.stop();
      before = ACKNOWLEDGED.get();
    }
    finish(StorageLevel.MEMORY_ONLY, true);

    assertEveryRecordOnce();
  }

  @Test
  void canBeHadForOneStreamByItsStorageLevel() {
    var context = start(StorageLevel.MEMORY_ONLY_SER_LOGGED, false);
    await().until(() -> ACKNOWLEDGED.get() > 20);
    assertThat(segments()).isNotEmpty();
    context.stop();
    finish(StorageLevel.MEMORY_ONLY_SER_LOGGED, false);

    assertEveryRecordOnce();
  }

  @Test
  void writesNoLogUnlessItIsAskedTo() {
    var context = start(StorageLevel.MEMORY_ONLY, false);
    await().until(() -> ACKNOWLEDGED.get() > 5);
    context.stop();

    assertThat(segments()).isEmpty();
  }

  @Test
  void saysAtTheStartThatTheLogNeedsACheckpointDirectory() {
    try (var context = new StreamingContext(conf(true), Duration.ofMillis(20))) {
      context.receiverStream(new Blocks(StorageLevel.MEMORY_ONLY)).print();

      assertThatThrownBy(context::start)
          .hasMessageContaining(
              "the write-ahead log of received blocks needs a checkpoint directory: call checkpoint(directory)");
    }
  }

  private void assertEveryRecordOnce() {
    assertThat(output.values().stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, blocks * RECORDS_A_BLOCK).boxed().toList());
  }

  /** Lets the source end, and processes what is left. */
  private void finish(StorageLevel level, boolean log) {
    blocks = ACKNOWLEDGED.get() + 5;
    var context = start(level, log);
    await()
        .until(
            () -> output.values().stream().anyMatch(o -> o.contains(blocks * RECORDS_A_BLOCK - 1)));
    context.stop(true, true);
  }

  private static SluiceConf conf(boolean log) {
    return new SluiceConf()
        .setMaster("local[2]")
        .set("checkpoint.periodSeconds", "1")
        .set("streaming.receiver.writeAheadLog.enable", Boolean.toString(log))
        .set("streaming.receiver.writeAheadLog.interval", "5");
  }

  private StreamingContext start(StorageLevel level, boolean log) {
    var context = new StreamingContext(conf(log), Duration.ofMillis(50));
    context.checkpoint(directory.toString());
    context
        .receiverStream(new Blocks(level))
        .foreachRDD(
            (rdd, time) -> {
              output.put(time, rdd.collect());
            });
    running = context;
    context.start();
    return context;
  }

  private List<String> segments() {
    try (var store = new FileObjectStore(directory)) {
      return store.list("wal/", "");
    }
  }

  /** Takes numbered blocks from a source that forgets what is acknowledged. */
  private static final class Blocks extends Receiver<Integer> {
    private static final long serialVersionUID = 1L;

    Blocks(StorageLevel level) {
      super(level);
    }

    @Override
    public void onStart() {
      var thread = new Thread(this::storeAll, "blocks");
      thread.setDaemon(true);
      thread.start();
    }

    private void storeAll() {
      var known = lastPosition().map(Integer::parseInt).orElse(0);
      for (var block = Math.max(known, ACKNOWLEDGED.get()); block < blocks; block++) {
        try {
          store(records(block).iterator(), Integer.toString(block + 1));
          ACKNOWLEDGED.set(block + 1);
        } catch (RuntimeException e) {
          return; // stopped meanwhile
        }
      }
    }

    private static List<Integer> records(int block) {
      var first = block * RECORDS_A_BLOCK;
      return IntStream.range(first, first + RECORDS_A_BLOCK).boxed().toList();
    }

    @Override
    public void onStop() {}
  }
}
