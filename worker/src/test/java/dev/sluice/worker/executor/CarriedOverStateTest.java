package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.CarriedOver;
import dev.sluice.worker.control.wire.Holding;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedOverStateTest {
  private static final int PARTITIONS = 4;
  private static final int SHARDS = 64;
  private static final List<List<?>> WORDS =
      List.of(List.of("a", "b", "c", "d"), List.of("e", "f", "g", "h"));

  @TempDir private Path directory;

  @Test
  void goesOnWithWhatItHoldsAndCatchesUpWithWhatWasRestored() {
    try (var group = group()) {
      group.assign(1, List.of());
      var ranges = snapshot(group, 1, 1);
      group.run(1, 2, 0, WORDS);

      var held = group.halt(2);
      assertThat(held).extracting(Holding::getBatch).containsExactly(2L, 2L);
      assertThat(held)
          .extracting(Holding::getPlacesList)
          .containsExactlyInAnyOrder(List.of(0, 2), List.of(1, 3));
      group.carryOver(
          2,
          ofPlace(ranges, 1),
          1,
          CarriedOver.newBuilder().setBatch(2).addRestoredPlaces(1).setCheckpoint(7));
      assertThat(group.catchUp(2, 2, WORDS)).noneMatch(done -> done.getOutputsCount() > 0);

      assertThat(group.output(group.run(2, 3, 0, WORDS), 0)).containsExactlyInAnyOrder(all(3L));
      assertThat(group.halt(3)).extracting(Holding::getBatch).containsExactly(3L, 3L);
    }
  }

  @Test
  void goesOnWithStateBehindOtherStateThatIsRestoredAsAWhole() {
    List<Object> undisturbed;
    try (var group = new ExecutorGroup(chain(), 2, 2, new FileObjectStore(directory))) {
      group.assign(1, List.of());
      group.run(1, 1, 0, WORDS);
      group.run(1, 2, 0, WORDS);
      undisturbed = group.output(group.run(1, 3, 0, WORDS), 0);
    }
    try (var group = new ExecutorGroup(chain(), 2, 2, new FileObjectStore(directory))) {
      group.assign(1, List.of());
      var ranges = snapshot(group, 1, 1);
      group.run(1, 2, 0, WORDS);
      assertThat(group.halt(2))
          .extracting(Holding::getBatchOfStateMap)
          .containsOnly(Map.of("words", 2L, "numbers", 2L));

      group.carryOver(
          2,
          ranges.stream()
              .filter(range -> range.getUid().equals("words") || placeOf(range) == 1)
              .toList(),
          1,
          CarriedOver.newBuilder()
              .setBatch(2)
              .addRestoredPlaces(1)
              .addRestoredStates("words")
              .setCheckpoint(7));
      assertThat(group.catchUp(2, 2, WORDS)).noneMatch(done -> done.getOutputsCount() > 0);

      assertThat(group.output(group.run(2, 3, 0, WORDS), 0))
          .containsExactlyInAnyOrderElementsOf(undisturbed);
      assertThat(group.halt(3)).extracting(Holding::getBatch).containsExactly(3L, 3L);
    }
  }

  @Test
  void holdsNoStateOfABatchWhileItCatchesUp() {
    try (var group = group()) {
      group.assign(1, List.of());
      var ranges = snapshot(group, 1, 1);
      group.run(1, 2, 0, WORDS);
      group.run(1, 3, 0, WORDS);
      group.halt(2);
      group.carryOver(
          2,
          ofPlace(ranges, 1),
          1,
          CarriedOver.newBuilder().setBatch(3).addRestoredPlaces(1).setCheckpoint(7));
      group.catchUp(2, 2, WORDS);

      assertThat(group.halt(3)).extracting(Holding::getBatch).containsExactlyInAnyOrder(3L, -1L);
    }
  }

  @Test
  void saysAgainWhatItSaidAtTheEndOfBatches() {
    try (var group = group()) {
      group.assign(1, List.of());
      group.run(1, 1, 0, WORDS);
      var first = group.run(1, 2, 0, WORDS);

      assertThat(group.halt(9)).extracting(Holding::getToldAfter).containsExactly(0L, 0L);
      group.begin(
          9,
          List.of(),
          message ->
              message.setCarriedOver(
                  CarriedOver.newBuilder().setBatch(2).setTell(true).setTellAfter(1)));
      var again =
          Stream.generate(group::next)
              .limit(4)
              .filter(WorkerMessage::hasBatchDone)
              .map(WorkerMessage::getBatchDone)
              .toList();

      assertThat(again).extracting(BatchDone::getGeneration).containsOnly(9L);
      assertThat(group.output(again, 0)).isEqualTo(group.output(first, 0));
    }
  }

  @Test
  void writesWholeWhatWasWrittenAfterTheNewestCheckpoint() {
    try (var group = group()) {
      group.assign(1, List.of());
      snapshot(group, 1, 1);
      snapshot(group, 2, 1);
      group.halt(2);
      group.carryOver(2, List.of(), 0, CarriedOver.newBuilder().setBatch(2));

      var ranges = snapshot(group, 3, 2);

      assertThat(ranges).hasSizeGreaterThan(4).noneMatch(StateRange::getDelta);
    }
  }

  @Test
  void holdsNoStateOfABatchAfterAFunctionFailedInTheMiddle() {
    var plan =
        plan(
            streams ->
                streams
                    .<String>source()
                    .mapToPair(word -> Tuple2.of(word, 1L))
                    .<Long>updateStateByKey(
                        (values, before) -> {
                          if (before.isPresent()) {
                            throw new IllegalStateException("twice");
                          }
                          return Optional.of(1L);
                        })
                    .print(100));
    try (var group = new ExecutorGroup(plan, 1, 1, new FileObjectStore(directory))) {
      group.assign(1, List.of());
      group.run(1, 1, 0, WORDS);
      group.start(1, 2, 0, WORDS);
      assertThat(group.next().getWorkFailed().getMessage()).contains("twice");

      assertThat(group.halt(2)).extracting(Holding::getBatch).containsExactly(-1L);
    }
  }

  private static List<StateRange> snapshot(ExecutorGroup group, long batch, long generation) {
    group.start(generation, batch, 6 + batch, WORDS);
    var ranges = new ArrayList<StateRange>();
    for (var message = 0; message < 4; message++) {
      ranges.addAll(group.next().getSnapshotDone().getRangesList());
    }
    return ranges;
  }

  private static List<StateRange> ofPlace(List<StateRange> ranges, int place) {
    return ranges.stream().filter(range -> placeOf(range) == place).toList();
  }

  private static int placeOf(StateRange range) {
    return KeySpace.partition(range.getSlot(), SHARDS, PARTITIONS);
  }

  private static Object[] all(long count) {
    return WORDS.stream().flatMap(List::stream).map(word -> Tuple2.of(word, count)).toArray();
  }

  /** How often each word came, and under what it came how often the sum of all that was. */
  private static Plan chain() {
    return plan(
        streams ->
            streams
                .<String>source()
                .mapToPair(word -> Tuple2.of(word, 1L))
                .<Long>updateStateByKey(
                    (values, before) -> Optional.of(before.orElse(0L) + values.size()))
                .uid("words")
                .mapToPair(count -> Tuple2.of(count._1().hashCode() % 5, count._2()))
                .<Long>updateStateByKey(
                    (values, before) ->
                        Optional.of(
                            before.orElse(0L) + values.stream().mapToLong(Long::longValue).sum()))
                .uid("numbers")
                .print(100));
  }

  private ExecutorGroup group() {
    var plan =
        plan(
            streams ->
                streams
                    .<String>source()
                    .mapToPair(word -> Tuple2.of(word, 1L))
                    .<Long>updateStateByKey(
                        (values, before) -> Optional.of(before.orElse(0L) + values.size()))
                    .print(100));
    return new ExecutorGroup(plan, 2, 2, new FileObjectStore(directory));
  }

  private static Plan plan(Consumer<TestStreams> program) {
    return Planner.plan(TestStreams.graph(program), new PlanSettings(1000, PARTITIONS, SHARDS))
        .plan();
  }
}
