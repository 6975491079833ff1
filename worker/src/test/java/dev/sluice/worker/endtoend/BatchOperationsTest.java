package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transformations of partitions and whole batches; results are those of Spark's own tests. */
@Timeout(60)
class BatchOperationsTest {
  private static final List<List<Integer>> NUMBERS =
      List.of(List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9, 10, 11, 12));

  private final BatchJob job = new BatchJob();

  @AfterEach
  void stop() {
    job.close();
  }

  @Test
  void givesEachPartitionAsAList() {
    assertThat(job.run(job.inputs(NUMBERS).glom()))
        .containsExactly(
            List.of(List.of(1, 2), List.of(3, 4)),
            List.of(List.of(5, 6), List.of(7, 8)),
            List.of(List.of(9, 10), List.of(11, 12)));
  }

  @Test
  void mapsPartitions() {
    assertThat(job.run(job.inputs(NUMBERS).mapPartitions(BatchOperationsTest::sum, true)))
        .containsExactly(List.of(3, 7), List.of(11, 15), List.of(19, 23));
  }

  @Test
  void mapsPartitionsToPairs() {
    var sums =
        job.inputs(NUMBERS)
            .mapPartitionsToPair(
                numbers -> List.of(Tuple2.of("sum", sum(numbers).next())).iterator());

    assertThat(job.run(sums).get(0)).containsExactly(Tuple2.of("sum", 3), Tuple2.of("sum", 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void repartitionsEveryBatchToExactlyAsManyPartitions(int partitions) {
    var hundred = IntStream.rangeClosed(1, 100).boxed().toList();
    var batches =
        job.run(job.inputs(List.of(hundred, List.of(), hundred)).repartition(partitions).glom());

    assertThat(batches).allMatch(batch -> batch.size() == partitions);
    assertThat(batches.get(1)).allMatch(List::isEmpty);
    for (var batch : List.of(batches.get(0), batches.get(2))) {
      assertThat(batch.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(hundred);
      assertThat(batch).allMatch(partition -> partition.size() <= 100 / partitions + 2);
    }
  }

  @Test
  void countsEveryBatchAlsoTheEmptyOne() {
    var batches = job.input(List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3));

    assertThat(job.run(batches.count()))
        .containsExactly(List.of(0L), List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void countsEachValue() {
    var batches =
        job.run(job.input(List.of(1), List.of(1, 1, 1), List.of(1, 1, 2, 2)).countByValue(3));

    assertThat(batches.get(0)).containsExactly(Tuple2.of(1, 1L));
    assertThat(batches.get(1)).containsExactly(Tuple2.of(1, 3L));
    assertThat(batches.get(2)).containsExactlyInAnyOrder(Tuple2.of(1, 2L), Tuple2.of(2, 2L));
  }

  @Test
  void reducesABatchToOneRecordAndAnEmptyOneToNone() {
    var batches = job.input(List.of(1, 2, 3, 4), List.of(), List.of(9));

    assertThat(job.run(batches.reduce(Integer::sum)))
        .containsExactly(List.of(10), List.of(), List.of(9));
  }

  @Test
  void putsStreamsTogetherFromLeftToRight() {
    var numbers = job.input(List.of(1, 2, 3, 4), List.of(101, 102));

    var batches =
        job.run(job.context().union(numbers, numbers.map(n -> n + 4), numbers.map(n -> n + 8)));

    assertThat(batches.get(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(batches.get(1)).containsExactly(101, 102, 105, 106, 109, 110);
  }

  @Test
  void putsStreamsOfPairsTogether() {
    var pairs = job.input(List.of("a")).mapToPair(word -> Tuple2.of(word, 1));

    assertThat(job.run(job.context().union(pairs, pairs)).get(0))
        .containsExactly(Tuple2.of("a", 1), Tuple2.of("a", 1));
  }

  @Test
  void refusesStreamsWithDifferentSlides() {
    var numbers = job.input(List.of(1));
    var window = numbers.window(Duration.ofMillis(40), Duration.ofMillis(40));

    assertThatThrownBy(
            () -> {
              numbers.union(window).print();
              job.context().start();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slide")
        .hasMessageContaining("40 ms");
  }

  private static Iterator<Integer> sum(Iterator<Integer> numbers) {
    var sum = 0;
    while (numbers.hasNext()) {
      sum += numbers.next();
    }
    return List.of(sum).iterator();
  }
}
