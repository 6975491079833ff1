package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.Partition;
import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.rdd.DoubleRDD;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Data sets of numbers, and what else Spark's data sets can do, called beside a running job. */
@Timeout(60)
class DoubleDataSetTest {
  @RegisterExtension private static final DataSetJob JOB = new DataSetJob();

  private final SluiceContext data = JOB.data();
  private final DoubleRDD numbers = data.parallelizeDoubles(List.of(1.0, 2.0, 3.0, 4.0), 3);

  @Test
  void sumsUpNumbersAndTheirSpread() {
    assertThat(numbers.sum()).isEqualTo(10);
    assertThat(numbers.mean()).isEqualTo(2.5);
    assertThat(numbers.min()).isEqualTo(1);
    assertThat(numbers.max()).isEqualTo(4);
    assertThat(numbers.variance()).isEqualTo(numbers.popVariance()).isEqualTo(1.25);
    assertThat(numbers.sampleVariance()).isEqualTo(5.0 / 3, within(1e-12));
    assertThat(numbers.stdev()).isEqualTo(numbers.popStdev()).isEqualTo(Math.sqrt(1.25));
    assertThat(numbers.sampleStdev()).isEqualTo(Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(numbers.stats())
        .hasToString("(count: 4, mean: 2.500000, stdev: 1.118034, max: 4.000000, min: 1.000000)");
    assertThat(data.parallelizeDoubles(List.of()).stats().variance()).isNaN();
    assertThat(data.parallelizeDoubles(List.of()).sum()).isZero();
  }

  @Test
  void countsNumbersInBuckets() {
    var even = numbers.histogram(3);
    assertThat(even._1()).containsExactly(1, 2, 3, 4);
    assertThat(even._2()).containsExactly(1, 1, 2);
    assertThat(numbers.histogram(new double[] {0, 2, 2.5, 4})).containsExactly(1, 1, 2);
    assertThat(numbers.histogram(new double[] {1, 2, 3}, true)).containsExactly(1, 2);
    assertThat(numbers.histogram(new double[] {5, 6})).containsExactly(0);
    assertThat(data.parallelizeDoubles(List.of(7.0, 7.0)).histogram(5)._2()).containsExactly(2);
    assertThatThrownBy(() -> data.parallelizeDoubles(List.of()).histogram(2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("needs numbers");
    assertThatThrownBy(() -> numbers.histogram(new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two");
    assertThatThrownBy(() -> numbers.histogram(new double[] {2, 1})).hasMessageContaining("sorted");
  }

  @Test
  void makesNumbersOfOtherRecords() {
    var words = data.parallelize(List.of("a", "bb", "ccc"), 2);

    assertThat(words.mapToDouble(String::length).collect()).containsExactly(1.0, 2.0, 3.0);
    assertThat(words.flatMapToDouble(word -> List.of(0.5, 0.5).iterator()).sum()).isEqualTo(3);
    assertThat(
            words
                .mapPartitionsToDouble(
                    records -> List.of((double) records.next().length()).iterator())
                .count())
        .isEqualTo(2);
    assertThat(numbers.filter(n -> n > 1).union(numbers).distinct().count()).isEqualTo(4);
    assertThat(data.union(numbers, numbers).count()).isEqualTo(8);
    assertThat(DoubleRDD.fromRDD(data.parallelize(List.of(1.0))).cache().sum()).isEqualTo(1);
    assertThat(numbers.map(n -> "n" + n).first()).isEqualTo("n1.0");
  }

  @Test
  void givesPartitionsToAProcess() {
    var words = data.parallelize(List.of("b", "a", "c"), 2);

    assertThat(words.pipe("cat").collect()).containsExactly("b", "a", "c");
    assertThat(words.pipe(List.of("wc", "-l")).map(String::strip).collect())
        .hasSize(2)
        .allMatch(count -> count.equals("1") || count.equals("2"));
    assertThat(words.pipe(List.of("sh", "-c", "echo $GREETING"), Map.of("GREETING", "hi")).first())
        .isEqualTo("hi");
    assertThatThrownBy(() -> words.pipe(List.of("sh", "-c", "exit 3")).collect())
        .hasMessageContaining("ended with code 3: [sh, -c, exit 3]");
  }

  @Test
  void looksAtSomePartitions() {
    var words = data.parallelize(List.of("a", "b", "c"), 3);

    assertThat(words.partitions()).containsExactly(at(0), at(1), at(2));
    assertThat(words.collectPartitions(new int[] {2, 0}))
        .containsExactly(List.of("c"), List.of("a"));
  }

  @Test
  void namesDataSetsAndWhatTheyAreMadeFrom() {
    var words = data.parallelize(List.of("a", "b")).setName("words");
    var counts = words.mapToPair(word -> Tuple2.of(word, 1)).reduceByKey(Integer::sum);

    assertThat(words.name()).isEqualTo("words");
    assertThat(counts.name()).isNull();
    assertThat(words).asString().startsWith("words RDD[");
    assertThat(counts.toDebugString().lines().map(String::strip))
        .first()
        .asString()
        .startsWith("reduceByKey at DoubleDataSetTest.java:");
    assertThat(counts.toDebugString())
        .contains("\n    words parallelize at DoubleDataSetTest.java:");
  }

  @Test
  void takesSharesOfEachKey() {
    var pairs =
        data.parallelize(IntStream.range(0, 2_000).boxed().toList(), 4)
            .mapToPair(n -> Tuple2.of(n % 2 == 0 ? "even" : "odd", n));
    var fractions = Map.of("even", 0.1, "odd", 0.5);

    var some = pairs.sampleByKey(false, fractions, 3).countByKey();
    assertThat(some.get("even")).isBetween(50L, 150L);
    assertThat(some.get("odd")).isBetween(400L, 600L);
    assertThat(pairs.sampleByKey(true, Map.of("even", 2.0, "odd", 0.0), 3).countByKey().get("even"))
        .isBetween(1_800L, 2_200L);
    assertThat(pairs.sampleByKeyExact(false, fractions).countByKey())
        .isEqualTo(Map.of("even", 100L, "odd", 500L));
    assertThat(pairs.sampleByKeyExact(true, fractions, 5).countByKey())
        .isEqualTo(Map.of("even", 100L, "odd", 500L));
    assertThatThrownBy(() -> pairs.sampleByKey(false, Map.of("even", 1.0)).count())
        .hasMessageContaining("no fraction for the key odd");
    assertThatThrownBy(() -> pairs.sampleByKey(false, Map.of("even", 2.0)))
        .hasMessageContaining("from 0 to 1");
  }

  @Test
  void samplesOfPartitionsHaveNothingToDoWithEachOther() {
    var thousands =
        data.parallelize(IntStream.range(0, 4_000).boxed().toList(), 4).map(n -> n % 1_000);

    var taken = thousands.sample(false, 0.5, 1).glom().collect();

    for (var shift = -3; shift <= 3; shift++) {
      var places = new HashSet<>(taken.get(0));
      var by = shift;
      var common = taken.get(1).stream().filter(n -> places.contains(n + by)).count();
      assertThat(common).as("of 500, shifted by %d", shift).isBetween(180L, 320L);
    }
  }

  private static Partition at(int index) {
    return new Partition(index);
  }
}
