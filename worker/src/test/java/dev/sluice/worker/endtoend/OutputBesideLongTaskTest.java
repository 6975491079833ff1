package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.SluiceConf;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An output operation that needs the only lane while that is at a task of the next batch. */
@Timeout(60)
class OutputBesideLongTaskTest {
  private static final CountDownLatch LONG_TASK_HAS_BEGUN = new CountDownLatch(1);
  private static final CountDownLatch FIRST_OUTPUT_IS_THERE = new CountDownLatch(1);

  private final LinkedBlockingQueue<List<String>> outputs = new LinkedBlockingQueue<>();

  @Test
  void doesNotWaitForTheTask() throws InterruptedException {
    var queue = new ConcurrentLinkedQueue<List<String>>();
    queue.add(List.of("short"));
    queue.add(List.of("long"));
    try (var context =
        new StreamingContext(new SluiceConf().setMaster("local[1]"), Duration.ofMillis(50))) {
      context
          .queueStream(queue)
          .flatMap(OutputBesideLongTaskTest::records)
          .filter(word -> !word.isEmpty())
          .foreachRDD(this::put);
      context.start();

      assertThat(outputs.poll(20, TimeUnit.SECONDS)).containsExactly("short");
      FIRST_OUTPUT_IS_THERE.countDown();
      assertThat(outputs.poll(20, TimeUnit.SECONDS)).containsExactly("long");
    }
  }

  /** Computes the output of the first batch when the second one's task is under way. */
  private void put(RDD<String> words) throws InterruptedException {
    assertThat(LONG_TASK_HAS_BEGUN.await(20, TimeUnit.SECONDS)).isTrue();
    outputs.add(words.collect());
  }

  /** A long task gives nothing of use until the first batch's output is there. */
  private static Iterator<String> records(String word) {
    if (word.equals("short")) {
      return List.of(word).iterator();
    }
    LONG_TASK_HAS_BEGUN.countDown();
    return new Iterator<>() {
      private boolean given;

      @Override
      public boolean hasNext() {
        return !given;
      }

      @Override
      public String next() {
        given = FIRST_OUTPUT_IS_THERE.getCount() == 0;
        return given ? word : "";
      }
    };
  }
}
