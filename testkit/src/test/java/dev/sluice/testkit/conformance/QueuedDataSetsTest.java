package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.testkit.TestJob;
import dev.sluice.testkit.TestOutput;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of the data sets of a queue. */
@Timeout(60)
class QueuedDataSetsTest {
  private final Queue<RDD<Integer>> queue = new ConcurrentLinkedQueue<>();
  private final TestOutput<Integer> output = new TestOutput<>();

  @Test
  void takesOneDataSetABatch() {
    try (var job = start(context -> context.queueStream(queue).map(n -> n * 10))) {
      add(job, 1, 2);
      add(job, 3);
      job.advance(1);
      job.advance(2);
      add(job, 4);
      job.advance(1);
    }

    assertThat(output.batches())
        .containsExactly(List.of(10, 20), List.of(30), List.of(), List.of(40));
  }

  @Test
  void takesAllDataSetsThatAreThere() {
    try (var job = start(context -> context.queueStream(queue, false))) {
      add(job, 1, 2);
      add(job, 3);
      job.advance(2);
      add(job, 4);
      job.advance(1);
    }

    assertThat(output.batches()).containsExactly(List.of(1, 2, 3), List.of(), List.of(4));
  }

  @Test
  void takesAnotherDataSetWhenTheQueueIsEmpty() {
    try (var job =
        start(
            context ->
                context.queueStream(queue, true, context.sparkContext().parallelize(List.of(7))))) {
      add(job, 1);
      job.advance(3);
    }

    assertThat(output.batches()).containsExactly(List.of(1), List.of(7), List.of(7));
  }

  @Test
  void hasNoDataSetWhenTheQueueIsEmptyAndThereIsNoOther() {
    try (var job = start(context -> context.queueStream(queue, true, (RDD<Integer>) null))) {
      add(job, 1);
      job.advance(3);
      add(job, 2);
      job.advance(1);
    }

    assertThat(output.batches()).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void fillsWindowsAndState() {
    try (var job =
        start(
            context ->
                context
                    .queueStream(queue)
                    .window(Durations.seconds(2))
                    .mapToPair(n -> Tuple2.of("sum", n))
                    .<Integer>updateStateByKey(Sums::running)
                    .map(pair -> pair._2()))) {
      add(job, 1);
      add(job, 2);
      job.advance(3);
    }

    assertThat(output.batches()).containsExactly(List.of(1), List.of(4), List.of(6));
  }

  @Test
  void refusesToGoOnAfterARestartWithElementsThatAreGone() {
    try (var job = start(context -> context.queueStream(queue))) {
      add(job, 1);
      job.advance(1);
      assertThatThrownBy(job::restart).hasStackTraceContaining("queueStream, whose elements");
    }
  }

  private TestJob start(Function<StreamingContext, DStream<Integer>> program) {
    return TestJob.start(context -> output.collect(program.apply(context)));
  }

  private void add(TestJob job, Integer... numbers) {
    queue.add(job.context().sparkContext().parallelize(List.of(numbers)));
  }
}
