package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actions that do not block the thread which begins them. */
@Timeout(60)
class AsyncActionsTest {
  private static final LongAdder SUM = new LongAdder();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private final StreamingContext context =
      new StreamingContext(
          new SluiceConf().setMaster("local[2]").set("task.maxFailures", "2"),
          Duration.ofMillis(50));
  private final Queue<List<Integer>> queue = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void giveTheirResultsLater() throws Exception {
    start(rdd -> {});
    var numbers = context.sparkContext().parallelize(List.of(1, 2, 3, 4, 5), 3);

    assertThat(get(numbers.collectAsync())).containsExactly(1, 2, 3, 4, 5);
    assertThat(get(numbers.countAsync())).isEqualTo(5);
    assertThat(get(numbers.takeAsync(2))).containsExactly(1, 2);
    SUM.reset();
    get(numbers.foreachAsync(n -> SUM.add(n)));
    get(numbers.foreachPartitionAsync(records -> SUM.add(100)));
    assertThat(SUM.sum()).isEqualTo(315);
  }

  @Test
  void failWithWhatTheProgramsFunctionThrows() {
    start(rdd -> {});
    var numbers = context.sparkContext().parallelize(List.of(1, 0), 1);

    assertThatThrownBy(() -> get(numbers.map(n -> 1 / n).collectAsync()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("/ by zero");
  }

  @Test
  void completeTheOutputOperationThatBeganThem() {
    SUM.reset();
    start(
        rdd -> {
          for (var action = 0; action < 20; action++) {
            var unused = rdd.foreachAsync(n -> SUM.add(n));
          }
        });
    queue.add(List.of(1, 2, 3));

    await().until(() -> SUM.sum() == 20 * 6);
  }

  @Test
  void failTheOutputOperationThatBeganThem() {
    start(
        rdd -> {
          var unused = rdd.map(n -> 1 / n).countAsync();
        });
    queue.add(List.of(0));

    assertThatThrownBy(context::awaitTermination)
        .hasStackTraceContaining("an asynchronous action failed")
        .hasStackTraceContaining("/ by zero");
  }

  @Test
  void mayFailWhenTheyAreCancelled() {
    FAILURES.set(0);
    SUM.reset();
    start(
        rdd -> {
          var unused = rdd.foreachAsync(AsyncActionsTest::fail).cancel(true);
          rdd.foreach(n -> SUM.add(n));
        });
    queue.add(List.of(1));
    queue.add(List.of(2));

    await().until(() -> SUM.sum() == 3);
    assertThat(context.getState()).hasToString("ACTIVE");
  }

  private static void fail(int number) {
    FAILURES.incrementAndGet();
    throw new IllegalStateException("no " + number);
  }

  private void start(Consumer<RDD<Integer>> operation) {
    context.queueStream(queue).foreachRDD(operation::accept);
    context.start();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }
}
