package dev.sluice.testkit.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.rdd.RDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.testkit.TestInput;
import dev.sluice.testkit.TestJob;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices of a stream whose batches follow from their time. */
@Timeout(60)
class SliceTableTest {
  private final TestInput<Integer> input =
      TestInput.of(List.of(1), List.of(2), List.of(3), List.of(4), null, List.of(6));
  private final AtomicReference<DStream<Integer>> stream = new AtomicReference<>();

  @Test
  void hasBothItsEnds() {
    try (var job = start(numbers -> numbers)) {
      job.advance(4);

      assertThat(slice(0, 1_000)).containsExactly(List.of(1));
      assertThat(slice(0, 2_000)).containsExactly(List.of(1), List.of(2));
      assertThat(slice(1_000, 2_000)).containsExactly(List.of(1), List.of(2));
      assertThat(slice(2_000, 4_000)).containsExactly(List.of(2), List.of(3), List.of(4));
    }
  }

  @Test
  void roundsItsEndsDown() {
    try (var job = start(numbers -> numbers)) {
      job.advance(4);

      assertThat(slice(1_999, 3_001)).containsExactly(List.of(1), List.of(2), List.of(3));
      assertThat(slice(500, 999)).isEmpty();
      assertThat(slice(3_000, 2_000)).isEmpty();
    }
  }

  @Test
  void mayLieInTheFuture() {
    try (var job = start(numbers -> numbers)) {
      job.advance(2);

      assertThat(slice(3_000, 4_000)).containsExactly(List.of(3), List.of(4));
      assertThat(slice(5_000, 6_000)).containsExactly(List.of(), List.of(6));
    }
  }

  @Test
  void isComputedOfDerivedStreams() {
    try (var job = start(numbers -> numbers.map(n -> n * 10).window(Durations.seconds(2)))) {
      job.advance(4);

      assertThat(slice(1_000, 3_000))
          .containsExactly(List.of(10), List.of(10, 20), List.of(20, 30));
    }
  }

  @Test
  void isRefusedBeforeTheStart() {
    try (var context = StreamingContext.local(2)) {
      var numbers = input.stream(context);

      assertThatThrownBy(() -> numbers.slice(new Time(0), new Time(1_000)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has not been initialized");
    }
  }

  private TestJob start(UnaryOperator<DStream<Integer>> program) {
    return TestJob.start(
        context -> {
          var derived = program.apply(input.stream(context));
          derived.foreachRDD(rdd -> {});
          stream.set(derived);
        });
  }

  private List<List<Integer>> slice(long fromMillis, long toMillis) {
    var sliced = requireNonNull(stream.get());
    return sliced.slice(new Time(fromMillis), new Time(toMillis)).stream()
        .map(RDD::collect)
        .toList();
  }
}
