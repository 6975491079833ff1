package dev.sluice.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShufflePlannerTest {
  private static final PlanSettings SETTINGS = new PlanSettings(1000, 4, 64);

  @Test
  void readsEachSideOfAJoinThroughAnExchangeOfItsOwn() {
    var plan = plan(streams -> pairs(streams).join(pairs(streams)).print());

    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.stages().get(1).inputs()).containsExactly(0, 1);
    assertThat(plan.exchanges()).extracting(ExchangeSpec::input).containsExactly(0, 1);
    assertThat(plan.stages().get(1).operators().get(0).operation())
        .isEqualTo(new Operation.GroupByKey(2));
  }

  @Test
  void takesASideOfAJoinFromAnotherStage() {
    var plan =
        plan(streams -> pairs(streams).reduceByKey(Integer::sum).join(pairs(streams)).print());

    assertThat(plan.exchanges())
        .extracting(ExchangeSpec::fromStages)
        .containsExactly(List.of(0), List.of(1), List.of(0));
  }

  @Test
  void groupsInPlaceWhatIsAlreadyThere() {
    var plan = plan(streams -> pairs(streams).reduceByKey(Integer::sum).groupByKey().print());

    assertThat(plan.exchanges()).hasSize(1);
  }

  @Test
  void takesTheResultOfAJoinAsKeyed() {
    var plan =
        plan(
            streams ->
                pairs(streams)
                    .join(pairs(streams))
                    .mapValues(both -> both._1() + both._2())
                    .reduceByKey(Integer::sum)
                    .print());

    assertThat(plan.exchanges()).hasSize(2);
  }

  @Test
  void doesNotTakeKeysPlacedByTheProgramForItsOwn() {
    var partitioner = new HashPartitioner(4);
    var plan =
        plan(
            streams ->
                pairs(streams)
                    .reduceByKey(Integer::sum, partitioner)
                    .reduceByKey(Integer::sum)
                    .print());

    assertThat(plan.exchanges())
        .extracting(ExchangeSpec::routing)
        .containsExactly(new Routing.By(partitioner), Routing.KEY);
  }

  @Test
  void keepsKeysOverPartitionsThatAreMappedInPlace() {
    var plan =
        plan(
            streams ->
                PairDStream.fromDStream(
                        pairs(streams)
                            .reduceByKey(Integer::sum)
                            .mapPartitions(records -> records, true))
                    .groupByKey()
                    .print());

    assertThat(plan.exchanges()).hasSize(1);
  }

  @Test
  void repartitionsByTurns() {
    var plan = plan(streams -> pairs(streams).repartition(100).print());

    assertThat(plan.exchanges()).extracting(ExchangeSpec::routing).containsExactly(Routing.SPREAD);
    assertThat(plan.stages().get(1).partitions()).isEqualTo(100);
  }

  @Test
  void refusesMorePartitionsThanPossible() {
    assertThatThrownBy(() -> plan(streams -> pairs(streams).groupByKey(65_537).print()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "numPartitions must be from 1 to 65536, or 0 for the default parallelism: 65537");
  }

  private static Plan plan(Consumer<TestStreams> job) {
    return Planner.plan(TestStreams.graph(job), SETTINGS).plan();
  }

  private static PairDStream<String, Integer> pairs(TestStreams streams) {
    return streams.<String>source().mapToPair(word -> Tuple2.of(word, 1));
  }
}
