package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lane that is at a long task of a batch, when the batch before it can end. */
@Timeout(60)
class OlderBatchesFirstTest {
  private static final CountDownLatch SECOND_HAS_BEGUN = new CountDownLatch(1);
  private static final CountDownLatch FIRST_HAS_ENDED = new CountDownLatch(1);
  private static final AtomicLong GIVEN = new AtomicLong();

  @TempDir private Path directory;

  @Test
  void aBatchEndsBetweenTwoRecordsOfTheNextOnesTask() {
    try (var group = group()) {
      group.assign(1, List.of());
      group.start(1, 1, 0, List.of(List.of("waits"), List.of("ready")));
      group.start(1, 2, 0, List.of(List.of("goes on")));

      var first = group.next().getBatchDone();
      FIRST_HAS_ENDED.countDown();
      var second = group.next().getBatchDone();

      assertThat(first.getBatch()).isEqualTo(1);
      assertThat(group.output(List.of(first), 0))
          .containsExactlyInAnyOrder(Tuple2.of("waits", 1L), Tuple2.of("ready", 1L));
      assertThat(second.getBatch()).isEqualTo(2);
      assertThat(group.output(List.of(second), 0))
          .containsExactly(Tuple2.of("goes on", GIVEN.get()));
    }
  }

  /** The last record of the first batch comes when the second one's task is under way. */
  private static Iterator<String> records(String word) {
    return switch (word) {
      case "waits" -> {
        await(SECOND_HAS_BEGUN);
        yield List.of(word).iterator();
      }
      case "goes on" -> {
        SECOND_HAS_BEGUN.countDown();
        yield until(() -> FIRST_HAS_ENDED.getCount() == 0, word);
      }
      default -> List.of(word).iterator();
    };
  }

  private static Iterator<String> until(BooleanSupplier end, String word) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !end.getAsBoolean();
      }

      @Override
      public String next() {
        GIVEN.incrementAndGet();
        return word;
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExecutorGroup group() {
    var graph =
        TestStreams.graph(
            streams ->
                streams
                    .<String>source()
                    .flatMap(OlderBatchesFirstTest::records)
                    .mapToPair(word -> Tuple2.of(word, 1L))
                    .reduceByKey(Long::sum)
                    .print(100));
    var plan = Planner.plan(graph, new PlanSettings(1000, 4, 64)).plan();
    return new ExecutorGroup(plan, 1, 2, new FileObjectStore(directory));
  }
}
