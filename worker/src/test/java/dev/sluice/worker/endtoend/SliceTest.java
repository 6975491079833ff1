package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.WindowJob.BATCH;
import static dev.sluice.worker.endtoend.WindowJob.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Interval;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Past batches of streams, in jobs of this JVM. */
@Timeout(60)
class SliceTest {
  @TempDir private Path directory;

  private final StreamingContext context =
      new StreamingContext(new SluiceConf().setMaster("local[2]"), BATCH);
  private final Queue<List<Integer>> queue =
      new ConcurrentLinkedQueue<>(List.of(List.of(1), List.of(2), List.of(3), List.of(4)));
  private final ConcurrentLinkedDeque<Time> times = new ConcurrentLinkedDeque<>();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void givesTheBatchesBetweenTwoTimes() {
    context.remember(Duration.ofMinutes(1));
    var numbers = context.queueStream(queue);
    var zero = startAndAwait(numbers, 4);

    assertThat(collect(numbers.slice(zero, zero.plus(BATCH)))).containsExactly(List.of(1));
    assertThat(collect(numbers.slice(new Interval(zero, zero.plus(batches(2))))))
        .containsExactly(List.of(1), List.of(2));
    var late = zero.plus(batches(2)).plus(Duration.ofMillis(7));
    assertThat(collect(numbers.slice(late, late.plus(batches(2)))))
        .containsExactly(List.of(2), List.of(3), List.of(4));
  }

  @Test
  void computesTheBatchesOfDerivedStreamsAgain() {
    context.remember(Duration.ofMinutes(1));
    context.checkpoint(directory.toString());
    var numbers = context.queueStream(queue);
    var windows = numbers.map(n -> 10 * n).window(batches(2), batches(2));
    var sums =
        numbers
            .mapToPair(n -> Tuple2.of(n % 2, n))
            .reduceByKeyAndWindow(Integer::sum, batches(3), batches(1));
    var inverse = numbers.reduceByWindow(Integer::sum, (a, b) -> a - b, batches(3), batches(1));
    inverse.print(0);
    var zero = startAndAwait(numbers, 4);

    assertThat(collect(windows.slice(zero, zero.plus(batches(5)))))
        .containsExactly(List.of(10, 20), List.of(30, 40));
    assertThat(sums.slice(zero.plus(batches(4)), zero.plus(batches(4))).get(0).collectAsMap())
        .isEqualTo(Map.of(1, 3, 0, 6));
    assertThat(collect(inverse.slice(zero.plus(batches(3)), zero.plus(batches(4)))))
        .containsExactly(List.of(6), List.of(9));
  }

  @Test
  void refusesASliceBeforeTheStart() {
    var numbers = context.queueStream(queue);

    assertThatThrownBy(() -> numbers.slice(new Time(0), new Time(1000)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("queueStream at SliceTest.java")
        .hasMessageContaining("has not been initialized");
  }

  @Test
  void refusesASliceOfAStreamThatIsNotKept() {
    var numbers = context.queueStream(queue);
    var zero = startAndAwait(numbers, 2);

    assertThatThrownBy(() -> numbers.slice(zero, zero.plus(BATCH)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("are not kept: call remember(duration) on the context, or persist()");
  }

  @Test
  void forgetsBatchesThatAreOlderThanTheRememberDuration() {
    context.remember(batches(2));
    var numbers = context.queueStream(queue);
    var zero = startAndAwait(numbers, 6);

    assertThatThrownBy(() -> numbers.slice(zero, zero.plus(BATCH)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("batch 1 of queueStream at SliceTest.java")
        .hasMessageContaining("not kept any more");
    assertThatThrownBy(
            () -> numbers.slice(times.getLast().plus(batches(500)), zero.plus(batches(600))))
        .hasMessageContaining("is not complete yet");
  }

  @Test
  void refusesARememberDurationThatIsNotPositive() {
    assertThatThrownBy(() -> context.remember(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the remember duration must be positive: 0 ms");
  }

  private Time startAndAwait(DStream<Integer> numbers, int batches) {
    numbers.foreachRDD((rdd, time) -> times.add(time));
    context.start();
    await().until(() -> times.size() > batches);
    return times.getFirst().minus(BATCH);
  }

  private static List<List<Integer>> collect(List<RDD<Integer>> slices) {
    return slices.stream().map(slice -> slice.collect().stream().sorted().toList()).toList();
  }
}
