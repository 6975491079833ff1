package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TestJobTest {
  private final TestInput<String> words =
      TestInput.of(List.of("a"), List.of("a", "b"), List.of("a", "b", "c"), List.of("c"));
  private final TestPairOutput<String, Long> counts = new TestPairOutput<>();

  @Test
  void givesTheBatchesOfAStreamInOrder() {
    var output = new TestOutput<String>();
    try (var job =
        TestJob.start(context -> output.collect(words.stream(context).map(word -> word + "!")))) {
      job.advance(1);
      assertThat(output.batches()).containsExactly(List.of("a!"));

      job.advance(2);
      assertThat(output.batches())
          .containsExactly(List.of("a!"), List.of("a!", "b!"), List.of("a!", "b!", "c!"));
      assertThat(output.times()).containsExactly(new Time(1000), new Time(2000), new Time(3000));
      assertThat(job.now()).isEqualTo(new Time(3000));
    }
  }

  @Test
  void goesOnWithItsStateAfterARestart() {
    try (var job = TestJob.start(this::runningCounts)) {
      job.advance(2);
      job.restart();
      job.advance(1);
      job.restart();
      job.restart();
      job.advance(3);
    }

    assertThat(counts.maps())
        .containsExactly(
            Map.of("a", 1L),
            Map.of("a", 2L, "b", 1L),
            Map.of("a", 3L, "b", 2L, "c", 1L),
            Map.of("a", 3L, "b", 2L, "c", 2L),
            Map.of("a", 3L, "b", 2L, "c", 2L),
            Map.of("a", 3L, "b", 2L, "c", 2L));
    assertThat(counts.mostCallsOfABatch()).isEqualTo(1);
  }

  @Test
  void cutsBatchesIntoPartitions() {
    var output = new TestOutput<Integer>();
    var numbers = TestInput.of(List.of(1, 2, 3, 4), List.of(5)).partitions(2);
    try (var job = TestJob.start(context -> output.collect(numbers.stream(context)))) {
      job.advance(3);
    }

    assertThat(output.partitions())
        .containsExactly(
            List.of(List.of(1, 2), List.of(3, 4)),
            List.of(List.of(), List.of(5)),
            List.of(List.of(), List.of()));
  }

  @Test
  void tellsTheInputOfABatch() {
    var output = new TestOutput<String>();
    try (var job = TestJob.start(context -> output.collect(words.stream(context)))) {
      job.advance(2);

      assertThat(job.batchInfo(2).numRecords()).isEqualTo(2);
      assertThat(job.batchInfo(2).streamIdToInputInfo())
          .containsEntry(0, new StreamInputInfo(0, 2));
    }
  }

  @Test
  void saysWhatTheJobFailedWith() {
    var output = new TestOutput<Integer>();
    try (var job =
        TestJob.start(
            context ->
                output.collect(
                    words.stream(context)
                        .map(
                            word -> {
                              throw new IllegalStateException("cannot take " + word);
                            })))) {
      assertThatThrownBy(() -> job.advance(1))
          .isInstanceOf(TestJobException.class)
          .hasMessageContaining("the batch of 1000 ms is not complete")
          .hasMessageContaining("cannot take a");
    }
  }

  private void runningCounts(StreamingContext context) {
    PairDStream<String, Long> pairs =
        words.stream(context)
            .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
            .mapToPair(word -> Tuple2.of(word, 1L));
    counts.collect(
        pairs.updateStateByKey(
            (values, before) ->
                Optional.of(before.orElse(0L) + values.stream().mapToLong(x -> x).sum())));
  }
}
