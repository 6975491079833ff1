package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.NewestCheckpoint;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are stopped without grace and started again over their checkpoint. */
@Timeout(60)
class RestartedJobTest {
  private static final int BLOCKS = 30;
  private static final int RECORDS_A_BLOCK = 10;

  /** Lets the receiver store one block a batch. */
  private static final Semaphore BATCHES = new Semaphore(0);

  @TempDir private Path directory;

  @Test
  void countsRecordsOnceThatAreReadAgain() {
    var before = Collections.synchronizedSet(new TreeSet<Integer>());
    var first = start(before);
    await().until(() -> before.size() >= BLOCKS * RECORDS_A_BLOCK / 3);
    first.stop();

    var after = Collections.synchronizedSet(new TreeSet<Integer>());
    var second = start(after);
    await().until(() -> after.contains(BLOCKS * RECORDS_A_BLOCK - 1));
    second.stop(true, true);

    assertThat(union(before, after)).hasSize(BLOCKS * RECORDS_A_BLOCK);
    assertThat(totalRecords()).isEqualTo(BLOCKS * RECORDS_A_BLOCK);
  }

  private StreamingContext start(Set<Integer> seen) {
    var context =
        new StreamingContext(
            new SluiceConf().setMaster("local[2]").set("streaming.blockInterval", "20"),
            Duration.ofMillis(40));
    context.checkpoint(directory.toString());
    context
        .receiverStream(new Blocks())
        .foreachRDD(
            rdd -> {
              seen.addAll(rdd.collect());
              BATCHES.release();
            });
    context.start();
    return context;
  }

  private long totalRecords() {
    try (var store = new FileObjectStore(directory)) {
      return NewestCheckpoint.find(store, "")
          .map(Manifest::accumulators)
          .map(numbers -> Long.parseLong(numbers.get(CheckpointCoordinator.TOTAL_RECORDS)))
          .orElseThrow();
    }
  }

  private static Set<Integer> union(Set<Integer> left, Set<Integer> right) {
    var all = new TreeSet<>(left);
    all.addAll(right);
    return all;
  }

  /** Stores numbered records in blocks, each acknowledged before the next; goes on by position. */
  private static final class Blocks extends Receiver<Integer> {
    private static final long serialVersionUID = 1L;

    Blocks() {
      super(StorageLevel.MEMORY_AND_DISK_SER_2);
    }

    @Override
    public void onStart() {
      var thread = new Thread(this::storeAll, "blocks");
      thread.setDaemon(true);
      thread.start();
    }

    private void storeAll() {
      var next = lastPosition().map(Integer::parseInt).orElse(0);
      for (var block = next; block < BLOCKS && !isStopped(); block++) {
        BATCHES.acquireUninterruptibly();
        try {
          store(records(block).iterator(), Integer.toString(block + 1));
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
