package dev.sluice.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.serialization.TaskNotSerializableException;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final PlanSettings SETTINGS = new PlanSettings(1000, 4, 64);

  @Test
  void fusesNarrowOperatorsIntoTheStageOfTheirInput() {
    var plan =
        plan(streams -> streams.<String>source().map(String::trim).filter(s -> true).print());

    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.exchanges()).isEmpty();
    assertThat(plan.stages().get(0).operators()).hasSize(4);
  }

  @Test
  void leavesOutTheExchangeBetweenReduceByKeyAndState() {
    var plan = plan(streams -> count(pairs(streams).reduceByKey(Integer::sum)).print());

    assertThat(plan.exchanges()).hasSize(1);
    assertThat(plan.states()).hasSize(1);
    assertThat(plan.states().get(0).keyed()).isTrue();
  }

  @Test
  void exchangesAgainForAnotherNumberOfPartitions() {
    var plan =
        plan(
            streams ->
                pairs(streams).reduceByKey(Integer::sum, 3).reduceByKey(Integer::sum, 2).print());

    assertThat(plan.exchanges()).extracting(ExchangeSpec::partitions).containsExactly(3, 2);
  }

  @Test
  void runsASharedSubGraphOnce() {
    var plan =
        plan(
            streams -> {
              var counts = pairs(streams).reduceByKey(Integer::sum);
              counts.print();
              counts.mapValues(count -> count + 1).print();
            });

    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.outputs()).hasSize(2);
  }

  @Test
  void combinesBothSidesOfAUnionBeforeOneExchange() {
    var plan =
        plan(streams -> pairs(streams).union(pairs(streams)).reduceByKey(Integer::sum).print());

    assertThat(plan.exchanges()).hasSize(1);
    assertThat(plan.stages().get(0).operators())
        .filteredOn(operator -> operator.operation() instanceof Operation.CombineBeforeSend)
        .hasSize(1);
  }

  @Test
  void keepsReducedWindowsWhereTheirKeysAre() {
    var plan =
        plan(
            streams ->
                pairs(streams)
                    .reduceByKeyAndWindow(Integer::sum, streams.batches(4), streams.batches(2))
                    .print());

    assertThat(plan.exchanges()).extracting(ExchangeSpec::routing).containsExactly(Routing.KEY);
    assertThat(plan.outputs().get(0).slideBatches()).isEqualTo(2);
  }

  @Test
  void namesStateByItsUidOrByOperationAndPosition() {
    var plan =
        plan(
            streams -> {
              count(pairs(streams)).print();
              count(pairs(streams)).uid("clicks").print();
            });

    assertThat(plan.states())
        .extracting(StateSpec::uid)
        .containsExactly("updateStateByKey-state-0", "clicks");
  }

  @Test
  void refusesOneUidForTwoStates() {
    assertThatThrownBy(
            () ->
                plan(
                    streams -> {
                      count(pairs(streams)).uid("same").print();
                      count(pairs(streams)).uid("same").print();
                    }))
        .hasMessageContaining("uid 'same' is given to updateStateByKey at PlannerTest.java");
  }

  @Test
  void namesTheOperatorAndTheVariableThatCannotBeShipped() {
    var connection = new Object();
    var plan = plan(streams -> streams.<String>source().map(s -> s + connection).print());

    assertThatThrownBy(() -> PlanCodec.encode(plan))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("the function of map at PlannerTest.java")
        .hasMessageContaining("a captured variable is a java.lang.Object");
  }

  @Test
  void readsBackThePlanThatItWrote() {
    var plan = plan(streams -> count(pairs(streams).reduceByKey(Integer::sum)).print());

    var copy = PlanCodec.decode(PlanCodec.encode(plan), PlannerTest.class.getClassLoader());

    assertThat(copy.states()).isEqualTo(plan.states());
    assertThat(copy.exchanges()).isEqualTo(plan.exchanges());
  }

  private static Plan plan(Consumer<TestStreams> job) {
    return Planner.plan(TestStreams.graph(job), SETTINGS).plan();
  }

  private static PairDStream<String, Integer> pairs(TestStreams streams) {
    return streams.<String>source().mapToPair(word -> Tuple2.of(word, 1));
  }

  private static PairDStream<String, Integer> count(PairDStream<String, Integer> pairs) {
    return pairs.updateStateByKey(
        (values, before) ->
            Optional.of(before.orElse(0) + values.stream().mapToInt(Integer::intValue).sum()));
  }
}
