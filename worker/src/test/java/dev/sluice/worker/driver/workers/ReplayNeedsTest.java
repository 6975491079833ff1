package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplayNeedsTest {
  @Test
  void stateByKeyIsComputedAgainForLostShardsAlone() {
    assertThat(needs(streams -> counts(streams.source(), "counts").print())).contains(Set.of());
  }

  @Test
  void stateThatOtherStateReadsIsComputedAgainAsAWhole() {
    assertThat(
            needs(
                streams -> {
                  var first = counts(streams.source(), "first").map(pair -> pair._1());
                  var second = counts(first.repartition(3), "second");
                  counts(second.map(pair -> pair._1()), "third").print();
                }))
        .contains(Set.of("first", "second"));
  }

  @Test
  void stateBehindStateInOneStageNeedsNothingMore() {
    assertThat(
            needs(
                streams ->
                    counts(streams.source(), "first")
                        .<Long>updateStateByKey((values, before) -> before)
                        .uid("second")
                        .print()))
        .contains(Set.of());
  }

  @Test
  void windowOfSourceRecordsIsComputedAgainAsAWhole() {
    assertThat(
            needs(
                streams -> {
                  var words = streams.<String>source();
                  counts(words, "counts").print();
                  words.window(streams.batches(2)).uid("window").print();
                }))
        .contains(Set.of("window"));
    assertThat(
            needs(
                streams ->
                    streams.<String>source().window(streams.batches(2)).uid("window").print()))
        .isEmpty();
  }

  @Test
  void windowOfReducedPairsIsComputedAgainForLostShardsAlone() {
    assertThat(
            needs(
                streams ->
                    streams
                        .<String>source()
                        .mapToPair(word -> Tuple2.of(word, 1L))
                        .reduceByKeyAndWindow(Long::sum, streams.batches(2))
                        .print()))
        .contains(Set.of());
  }

  @Test
  void whatOnePlanOfSeveralNeedsIsNeeded() {
    var apart =
        plan(
            streams ->
                counts(counts(streams.source(), "first").map(pair -> pair._1()), "second").print());
    var together =
        plan(
            streams -> {
              counts(streams.source(), "second").print();
              counts(streams.source(), "first").print();
            });

    assertThat(ReplayNeeds.of(List.of(together, apart))).contains(Set.of("first"));
    assertThat(ReplayNeeds.of(List.of())).isEmpty();
  }

  private static PairDStream<String, Long> counts(DStream<String> words, String uid) {
    return words
        .mapToPair(word -> Tuple2.of(word, 1L))
        .<Long>updateStateByKey((values, before) -> Optional.of(before.orElse(0L) + values.size()))
        .uid(uid);
  }

  private static Optional<Set<String>> needs(Consumer<TestStreams> job) {
    return ReplayNeeds.of(List.of(plan(job)));
  }

  private static Plan plan(Consumer<TestStreams> job) {
    return Planner.plan(TestStreams.graph(job), new PlanSettings(1000, 4, 64)).plan();
  }
}
