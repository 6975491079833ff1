package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transformations and actions of data sets, called beside a running job. */
@Timeout(60)
class DataSetOperationsTest {
  @RegisterExtension private static final DataSetJob JOB = new DataSetJob();

  private final SluiceContext data = JOB.data();
  private final RDD<Integer> numbers = data.parallelize(List.of(4, 1, 3, 2, 6, 5), 3);

  @Test
  void knowsTheConfigurationOfItsJob() {
    assertThat(data.getConf().get("default.parallelism")).isEqualTo("2");
    assertThat(data.appName()).isEqualTo("local");
    assertThat(data.defaultParallelism()).isEqualTo(2);
    assertThat(new SluiceContext("local[3]", "not started").defaultParallelism()).isEqualTo(3);
    assertThatThrownBy(() -> data.setLogLevel("quiet"))
        .hasMessage(
            "log level 'quiet' is not one of [ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF]");
  }

  @Test
  void mapsRecordsAndPartitions() {
    assertThat(numbers.map(n -> n * 2).collect()).containsExactly(8, 2, 6, 4, 12, 10);
    assertThat(numbers.flatMap(n -> List.of(n, -n).iterator()).count()).isEqualTo(12);
    assertThat(numbers.filter(n -> n > 3).collect()).containsExactly(4, 6, 5);
    assertThat(numbers.glom().collect())
        .containsExactly(List.of(4, 1), List.of(3, 2), List.of(6, 5));
    assertThat(
            numbers
                .mapPartitionsWithIndex((index, records) -> List.of(index).iterator(), false)
                .collect())
        .containsExactly(0, 1, 2);
    assertThat(
            numbers
                .mapPartitionsToPair(records -> List.of(Tuple2.of(records.next(), "x")).iterator())
                .collectAsMap())
        .isEqualTo(Map.of(4, "x", 3, "x", 6, "x"));
    assertThat(numbers.keyBy(n -> n % 2).lookup(1)).containsExactly(1, 3, 5);
    assertThat(numbers.groupBy(n -> n % 2).mapValues(DataSetOperationsTest::sorted).collectAsMap())
        .isEqualTo(Map.of(0, List.of(2, 4, 6), 1, List.of(1, 3, 5)));
  }

  @Test
  void knowsTheOtherNamesOfActionsInSpark() {
    assertThat(numbers.toLocalIterator()).toIterable().containsExactly(4, 1, 3, 2, 6, 5);
    assertThat(numbers.treeReduce(Integer::sum)).isEqualTo(21);
    assertThat(numbers.treeReduce(Integer::sum, 3)).isEqualTo(21);
    assertThat(numbers.treeAggregate(0, Integer::sum, Integer::sum)).isEqualTo(21);
    assertThat(numbers.treeAggregate(0, Integer::sum, Integer::sum, 3)).isEqualTo(21);
    assertThat(numbers.id()).isNotEqualTo(numbers.map(n -> n).id());

    var pairs = data.parallelizePairs(List.of(Tuple2.of("a", 1)));
    assertThat(pairs.groupWith(pairs).collect())
        .containsExactly(Tuple2.of("a", Tuple2.of(List.of(1), List.of(1))));
    assertThat(pairs.groupWith(pairs, pairs).count()).isEqualTo(1);
    assertThat(pairs.groupWith(pairs, pairs, pairs).count()).isEqualTo(1);
    assertThat(SluiceContext.fromSparkContext(pairs.context()).parallelize(List.of(1)).count())
        .isEqualTo(1);
  }

  @Test
  void treatsDataSetsAsSets() {
    var left = data.parallelize(List.of("a", "b", "b", "c"));
    var right = data.parallelize(List.of("b", "c", "c", "d"));

    assertThat(left.union(right).collect()).containsExactly("a", "b", "b", "c", "b", "c", "c", "d");
    assertThat(left.distinct().collect()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(left.distinct(3).getNumPartitions()).isEqualTo(3);
    assertThat(left.intersection(right).collect()).containsExactlyInAnyOrder("b", "c");
    assertThat(left.subtract(right).collect()).containsExactly("a");
    assertThat(left.subtract(data.emptyRDD()).collect())
        .containsExactlyInAnyOrder("a", "b", "b", "c");
    assertThat(left.distinct().cartesian(data.parallelize(List.of(1, 2))).collect())
        .containsExactlyInAnyOrder(
            Tuple2.of("a", 1),
            Tuple2.of("a", 2),
            Tuple2.of("b", 1),
            Tuple2.of("b", 2),
            Tuple2.of("c", 1),
            Tuple2.of("c", 2));
  }

  @Test
  void spreadsRecordsOverAnyNumberOfPartitions() {
    assertThat(numbers.repartition(5).getNumPartitions()).isEqualTo(5);
    assertThat(numbers.repartition(5).collect()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    assertThat(numbers.coalesce(1).glom().collect()).hasSize(1);
  }

  @Test
  void sortsIntoOneOrderOverAllPartitions() {
    var shuffled = IntStream.range(0, 1_000).map(n -> n * 7_919 % 1_000).boxed().toList();
    var rdd = data.parallelize(shuffled, 7);
    var ascending = IntStream.range(0, 1_000).boxed().toList();
    var descending = IntStream.range(0, 1_000).map(n -> 999 - n).boxed().toList();

    assertThat(rdd.sortBy(n -> n, true, 4).collect()).isEqualTo(ascending);
    assertThat(rdd.sortBy(n -> n, true, 4).glom().map(List::size).collect())
        .hasSize(4)
        .allMatch(size -> size > 150 && size < 350);
    assertThat(rdd.keyBy(n -> n).sortByKey().keys().collect()).isEqualTo(ascending);
    assertThat(rdd.keyBy(n -> n).sortByKey(false, 3).keys().collect()).isEqualTo(descending);
    assertThat(rdd.keyBy(n -> n).sortByKey(new Descending()).keys().collect())
        .isEqualTo(descending);
    assertThat(data.<Integer>emptyRDD().sortBy(n -> n, true, 3).getNumPartitions()).isEqualTo(3);
  }

  @Test
  void takesSamplesThatTheSeedDecides() {
    var rdd = data.parallelize(IntStream.range(0, 10_000).boxed().toList(), 4);

    var tenth = rdd.sample(false, 0.1, 17).collect();
    assertThat(tenth).hasSizeBetween(800, 1_200).doesNotHaveDuplicates();
    assertThat(rdd.sample(false, 0.1, 17).collect()).isEqualTo(tenth);
    assertThat(rdd.sample(false, 0.1, 18).collect()).isNotEqualTo(tenth);
    assertThat(rdd.sample(true, 2.5, 17).count()).isBetween(24_000L, 26_000L);
    assertThat(rdd.sample(false, 0, 17).isEmpty()).isTrue();
    assertThatThrownBy(() -> rdd.sample(false, 1.5, 17)).hasMessageContaining("from 0 to 1");
  }

  @Test
  void findsTheFirstTheLeastAndTheGreatest() {
    assertThat(numbers.first()).isEqualTo(4);
    assertThat(numbers.take(3)).containsExactly(4, 1, 3);
    assertThat(numbers.min(Comparator.naturalOrder())).isEqualTo(1);
    assertThat(numbers.max(Comparator.naturalOrder())).isEqualTo(6);
    assertThat(numbers.top(2)).containsExactly(6, 5);
    assertThat(numbers.top(2, new Descending())).containsExactly(1, 2);
    assertThat(numbers.takeOrdered(2)).containsExactly(1, 2);
    assertThat(numbers.takeOrdered(100)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> data.emptyRDD().first())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("emptyRDD at DataSetOperationsTest.java");
  }

  @Test
  void reducesFoldsAndAggregates() {
    assertThat(numbers.reduce(Integer::sum)).isEqualTo(21);
    assertThat(numbers.fold(0, Integer::sum)).isEqualTo(21);
    assertThat(data.<Integer>emptyRDD().fold(7, Integer::sum)).isEqualTo(7);
    assertThat(data.parallelize(List.of("b", "a", "b")).countByValue())
        .isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThatThrownBy(() -> data.<Integer>emptyRDD().reduce(Integer::sum))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void givesEachPartitionAZeroOfItsOwn() {
    for (var run = 0; run < 2; run++) {
      var all =
          numbers.aggregate(
              new ArrayList<Integer>(),
              (list, number) -> {
                list.add(number);
                return list;
              },
              (left, right) -> {
                left.addAll(right);
                return left;
              });
      assertThat(all).containsExactly(4, 1, 3, 2, 6, 5);
    }
  }

  @Test
  void saysThatAZeroMustBeSerialisable() {
    assertThatThrownBy(() -> numbers.aggregate(new Object(), (a, b) -> a, (a, b) -> a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zero value")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void namesItsOriginAsText() {
    assertThat(numbers.map(n -> n)).asString().startsWith("RDD[").contains("of map at DataSetOp");
  }

  private record Descending() implements Comparator<Integer>, Serializable {
    @Override
    public int compare(Integer left, Integer right) {
      return right.compareTo(left);
    }
  }

  private static List<Integer> sorted(Iterable<Integer> values) {
    var list = new ArrayList<Integer>();
    values.forEach(list::add);
    list.sort(null);
    return list;
  }
}
