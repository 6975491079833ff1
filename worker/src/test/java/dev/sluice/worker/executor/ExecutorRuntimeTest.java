package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorRuntimeTest {
  private static final List<List<?>> LINES =
      List.of(List.of("a b a", "c"), List.of("b a"), List.of());

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,1", "3,2"})
  void countsWordsOverAnyNumberOfExecutorsAndLanes(int executors, int lanes) {
    try (var group = group(executors, lanes, ExecutorRuntimeTest::wordCount)) {
      group.assign(1, List.of());

      var first = group.run(1, 1, 0, LINES);
      var second = group.run(1, 2, 0, LINES);

      assertThat(group.output(first, 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 3L), Tuple2.of("b", 2L), Tuple2.of("c", 1L));
      assertThat(group.output(second, 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 6L), Tuple2.of("b", 4L), Tuple2.of("c", 2L));
      assertThat(first.stream().mapToLong(BatchDone::getInputRecords).sum()).isEqualTo(3);
      assertThat(second.stream().mapToLong(BatchDone::getStateEntries).sum()).isEqualTo(3);
    }
  }

  @Test
  void rehearsalLeavesNoTrace() {
    try (var group = group(2, 2, ExecutorRuntimeTest::wordCount)) {
      assertThat(group.rehearse(List.of())).isTrue();
      group.assign(1, List.of());

      assertThat(group.output(group.run(1, 1, 0, LINES), 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 3L), Tuple2.of("b", 2L), Tuple2.of("c", 1L));
    }
  }

  @Test
  void rehearsalWithStateThatIsGoneHarmsNothing() {
    try (var group = group(1, 1, ExecutorRuntimeTest::wordCount)) {
      var gone = StateRange.newBuilder().setUid("counts").setObjectKey("gone").setLength(9).build();
      assertThat(group.rehearse(List.of(gone))).isFalse();
      group.assign(1, List.of());

      assertThat(group.output(group.run(1, 1, 0, LINES), 0)).hasSize(3);
    }
  }

  @Test
  void updatesEveryKnownKeyWithAllValuesOfTheBatchAndForgetsEmptyOnes() {
    try (var group = group(2, 2, ExecutorRuntimeTest::lastWords)) {
      group.assign(1, List.of());

      var first = group.output(group.run(1, 1, 0, List.of(List.of("a1", "b1"), List.of("a2"))), 0);
      var second = group.output(group.run(1, 2, 0, List.of(List.of("c3"))), 0);
      var third = group.output(group.run(1, 3, 0, List.of(List.of("b4"))), 0);

      assertThat(first).containsExactlyInAnyOrder(Tuple2.of("a", 2), Tuple2.of("b", 1));
      assertThat(second).containsExactly(Tuple2.of("c", 1));
      assertThat(third).containsExactly(Tuple2.of("b", 1));
    }
  }

  /** How often each letter came in the batch; a letter that did not come is forgotten. */
  private static void lastWords(TestStreams streams) {
    streams
        .<String>source()
        .mapToPair(word -> Tuple2.of(word.substring(0, 1), word))
        .<Integer>updateStateByKey(
            (words, before) -> words.isEmpty() ? Optional.empty() : Optional.of(words.size()))
        .print(100);
  }

  @Test
  void goesOnFromASnapshotWithAnotherNumberOfExecutors() {
    var ranges = new ArrayList<StateRange>();
    try (var group = group(2, 1, ExecutorRuntimeTest::wordCount)) {
      group.assign(1, List.of());
      group.run(1, 1, 0, LINES);
      group.start(1, 2, 7, LINES);
      for (var message = 0; message < 4; message++) {
        ranges.addAll(group.next().getSnapshotDone().getRangesList());
      }
    }

    try (var group = group(1, 2, ExecutorRuntimeTest::wordCount)) {
      group.assign(5, ranges);

      assertThat(group.output(group.run(5, 3, 0, LINES), 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 9L), Tuple2.of("b", 6L), Tuple2.of("c", 3L));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,1"})
  void aBatchWithoutTasksNeedsNoWordOfOtherExecutors(int executors, int lanes) {
    try (var group = group(executors, lanes, ExecutorRuntimeTest::wordCount)) {
      group.assign(1, List.of());
      group.run(1, 1, 0, LINES);
      var before = group.markers();

      var empty = group.runWithoutTasks(1, 2);

      assertThat(group.markers()).isEqualTo(before);
      assertThat(group.output(empty, 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 3L), Tuple2.of("b", 2L), Tuple2.of("c", 1L));
      assertThat(group.output(group.run(1, 3, 0, LINES), 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 6L), Tuple2.of("b", 4L), Tuple2.of("c", 2L));
    }
  }

  @Test
  void batchesThatOverlapChangeStateInTheirOrder() {
    try (var group = group(2, 2, ExecutorRuntimeTest::lastWords)) {
      group.assign(1, List.of());
      for (var batch = 1; batch <= 60; batch++) {
        // One lane of one executor has work in each third batch, the others have none.
        group.start(1, batch, 0, batch % 3 == 1 ? List.of(List.of("a" + batch)) : List.of());
      }
      var outputs = new TreeMap<Long, List<Object>>();
      for (var answer = 0; answer < 120; answer++) {
        var done = group.next().getBatchDone();
        outputs
            .computeIfAbsent(done.getBatch(), key -> new ArrayList<>())
            .addAll(group.output(List.of(done), 0));
      }

      outputs.forEach(
          (batch, output) ->
              assertThat(output)
                  .as("batch " + batch)
                  .isEqualTo(batch % 3 == 1 ? List.of(Tuple2.of("a", 1)) : List.of()));
    }
  }

  @Test
  void givesPartialWindowsAtTheStartAndForgetsOldBatches() {
    try (var group =
        group(
            2,
            1,
            streams ->
                streams
                    .<String>source()
                    .window(streams.batches(2), streams.batches(1))
                    .print(100))) {
      group.assign(1, List.of());

      var outputs = new ArrayList<List<Object>>();
      for (var batch = 1; batch <= 4; batch++) {
        List<List<?>> input = batch == 4 ? List.of() : List.of(List.of("batch-" + batch));
        outputs.add(group.output(group.run(1, batch, 0, input), 0));
      }

      assertThat(outputs.get(0)).containsExactly("batch-1");
      assertThat(outputs.get(1)).containsExactlyInAnyOrder("batch-1", "batch-2");
      assertThat(outputs.get(2)).containsExactlyInAnyOrder("batch-2", "batch-3");
      assertThat(outputs.get(3)).containsExactly("batch-3");
    }
  }

  @Test
  void countsAnEmptyBatchAsZeroAndKeepsTheSidesOfAUnionInOrder() {
    try (var group =
        group(
            2,
            2,
            streams -> {
              var numbers = streams.<Integer>source();
              numbers.count().print();
              numbers.union(numbers.map(number -> number + 4)).print(100);
            })) {
      group.assign(1, List.of());

      var empty = group.run(1, 1, 0, List.of());
      var full = group.run(1, 2, 0, List.of(List.of(1, 2), List.of(3, 4)));

      assertThat(group.output(empty, 0)).containsExactly(0L);
      assertThat(group.output(full, 0)).containsExactly(4L);
      assertThat(group.output(full, 1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void reportsTheOperatorThatFailedOnce() {
    try (var group =
        group(
            1,
            2,
            streams ->
                streams
                    .<String>source()
                    .map(
                        line -> {
                          throw new IllegalStateException("error in map task");
                        })
                    .print())) {
      group.assign(1, List.of());

      group.start(1, 1, 0, LINES);

      var failed = group.next().getWorkFailed();
      assertThat(failed.getUserCode()).isTrue();
      assertThat(failed.getMessage()).contains("map at ").contains("error in map task");
      assertThat(failed.getStackTrace()).contains("ExecutorRuntimeTest");
    }
  }

  private static void wordCount(TestStreams streams) {
    streams
        .<String>source()
        .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
        .mapToPair(word -> Tuple2.of(word, 1L))
        .reduceByKey(Long::sum)
        .<Long>updateStateByKey(
            (values, before) ->
                Optional.of(before.orElse(0L) + values.stream().mapToLong(Long::longValue).sum()))
        .print(100);
  }

  private ExecutorGroup group(int executors, int lanes, Consumer<TestStreams> job) {
    StreamGraph graph = TestStreams.graph(job);
    var plan = Planner.plan(graph, new PlanSettings(1000, 4, 64)).plan();
    return new ExecutorGroup(plan, executors, lanes, new FileObjectStore(directory));
  }
}
