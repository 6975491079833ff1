package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What transform functions must not do, and what a user then reads. */
@Timeout(60)
class TransformErrorTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  @TempDir private Path directory;

  private final StreamingContext context =
      new StreamingContext(new SluiceConf().setMaster("local[2]"), INTERVAL);

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void namesWhatCannotBeSerializedInTheResultOfAFunction() {
    var connection = new Object();
    numbers(1).transform(rdd -> rdd.map(number -> number + connection.toString())).print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("map at TransformErrorTest.java")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void refusesToLookAtStateInsideOfTheFunction() {
    context.checkpoint(directory.toString());
    context
        .queueStream(WindowJob.queue(List.of(List.of("a"))))
        .mapToPair(word -> Tuple2.of(word, 1))
        .<Integer>updateStateByKey((values, before) -> Optional.of(values.size()))
        .transform(
            rdd -> {
              rdd.count();
              return rdd.keys();
            })
        .print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("updateStateByKey at TransformErrorTest.java")
        .hasMessageContaining("foreachRDD");
  }

  @Test
  void refusesStreamsThatSlideDifferently() {
    var numbers = numbers();
    var windowed = numbers.window(INTERVAL.multipliedBy(2), INTERVAL.multipliedBy(2));

    assertThatThrownBy(() -> numbers.transformWith(windowed, (left, right, time) -> left))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same slide duration");
  }

  @Test
  void endsWithTheErrorOfAFunction() {
    numbers(1)
        .<Integer>transform(
            rdd -> {
              throw new IllegalStateException("error in transform");
            })
        .print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("transform at TransformErrorTest.java")
        .hasMessageContaining("error in transform")
        .hasRootCauseMessage("error in transform");
  }

  @Test
  @SuppressWarnings("NullAway") // the error of a program
  void endsWhenAFunctionReturnsNull() {
    numbers(1).<Integer>transform(rdd -> null).print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("Transform function must not return null");
  }

  @Test
  void endsWhenAStreamHasNoDataSetToTransform() {
    context.<Integer>generatedStream(time -> null, 1).transform(rdd -> rdd).print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("transform at TransformErrorTest.java")
        .hasMessageContaining("no data set in this batch");
  }

  @Test
  void refusesTheDataSetOfAnEarlierBatch() {
    var earlier = new AtomicReference<RDD<Integer>>();
    numbers(1)
        .transform(
            rdd -> {
              var before = earlier.getAndSet(rdd);
              return before == null ? rdd : rdd.union(before);
            })
        .print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("data set of queueStream at TransformErrorTest.java")
        .hasMessageContaining("gone");
  }

  private DStream<Integer> numbers(Integer... batch) {
    return context.queueStream(WindowJob.queue(List.of(List.of(batch))));
  }
}
