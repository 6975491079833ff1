package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.HashPartitioner;
import dev.sluice.Partitioner;
import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transformations by key, batch by batch. */
@Timeout(60)
class KeyOperationsTest {
  private final BatchJob job = new BatchJob();

  @AfterEach
  void stop() {
    job.close();
  }

  @Test
  void groupsTheValuesOfEachKey() {
    var batches = job.run(pairs().groupByKey().mapValues(KeyOperationsTest::sorted));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", List.of(1, 1)), pair("b", List.of(1)));
    assertThat(batches.get(1)).containsExactly(pair("", List.of(1, 1)));
    assertThat(batches.get(2)).isEmpty();
  }

  @Test
  void reducesTheValuesOfEachKey() {
    var batches = job.run(pairs().reduceByKey(Integer::sum).mapValues(sum -> sum + 10));

    assertThat(batches.get(0)).containsExactlyInAnyOrder(pair("a", 12), pair("b", 11));
    assertThat(batches.get(1)).containsExactly(pair("", 12));
    assertThat(batches.get(2)).isEmpty();
  }

  @Test
  void combinesToAnotherTypeBeforeAndAfterTheExchange() {
    var batches = job.run(averages(true));

    assertThat(batches.get(0)).containsExactlyInAnyOrder(pair("a", "2/2"), pair("b", "1/1"));
    assertThat(batches.get(1)).containsExactly(pair("", "2/2"));
    assertThat(batches.get(2)).isEmpty();
  }

  @Test
  void combinesToAnotherTypeAfterTheExchangeOnly() {
    var batches = job.run(averages(false));

    assertThat(batches.get(0)).containsExactlyInAnyOrder(pair("a", "2/2"), pair("b", "1/1"));
  }

  @Test
  void mapsEachValueToSeveral() {
    var batches =
        job.run(
            pairs()
                .reduceByKey(Integer::sum)
                .flatMapValues(sum -> List.of(sum, sum + 10).iterator()));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", 2), pair("a", 12), pair("b", 1), pair("b", 11));
    assertThat(batches.get(1)).containsExactlyInAnyOrder(pair("", 2), pair("", 12));
  }

  @Test
  void putsKeysWhereThePartitionerSays() {
    var numbers = job.input(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

    var batches = job.run(keys(byItself(numbers).reduceByKey(Integer::sum, new Halves())).glom());

    assertThat(batches.get(0))
        .map(KeyOperationsTest::sorted)
        .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5), List.of(6, 7), List.of(8, 9));
  }

  @Test
  void putsKeysWhereSparksHashPartitionerDoes() {
    var numbers = job.input(List.of(-1, 0, 1, 2, 3, 4, 5));

    var batches = job.run(keys(byItself(numbers).groupByKey(new HashPartitioner(3))).glom());

    assertThat(batches.get(0))
        .map(KeyOperationsTest::sorted)
        .containsExactly(List.of(0, 3), List.of(1, 4), List.of(-1, 2, 5));
  }

  @Test
  void reducesAgainAfterAnotherPartitioningByTheProgram() {
    var numbers = job.input(List.of(1, 2, 3, 1, 2, 3));

    var batches =
        job.run(
            byItself(numbers)
                .reduceByKey(Integer::sum, new HashPartitioner(2))
                .groupByKey(2)
                .mapValues(KeyOperationsTest::sorted));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair(1, List.of(2)), pair(2, List.of(4)), pair(3, List.of(6)));
  }

  @Test
  void namesTheOperatorWhenThePartitionerGivesNoPartition() {
    var pairs = byItself(job.input(List.of(1))).reduceByKey(Integer::sum, new Wrong());

    assertThat(job.failureOf(pairs))
        .hasMessageContaining("reduceByKey at KeyOperationsTest.java")
        .hasMessageContaining("gave partition 7 for key '1': it must be from 0 to 1");
  }

  @Test
  void worksWithMorePartitionsThanShardsAndRecords() {
    var few =
        new BatchJob(
            new SluiceConf()
                .setMaster("local[2]")
                .set("state.shards", "2")
                .set("default.parallelism", "2"));
    try (few) {
      var numbers = few.input(List.of(1, 2, 3), List.<Integer>of());

      var partitions = few.run(keys(byItself(numbers).reduceByKey(Integer::sum, 50)).glom());

      assertThat(partitions.get(0)).hasSize(50);
      assertThat(partitions.get(0).stream().flatMap(List::stream))
          .containsExactlyInAnyOrder(1, 2, 3);
      assertThat(partitions.get(1)).hasSize(50).allMatch(List::isEmpty);
    }
  }

  @Test
  void groupsKeysThatAllHaveOneHashCode() {
    var keys = IntStream.range(0, 200).mapToObj(SameHash::new).toList();
    var twice = new ArrayList<>(keys);
    twice.addAll(keys);

    var batches =
        job.run(job.input(twice).mapToPair(key -> pair(key, 1)).reduceByKey(Integer::sum));

    assertThat(batches.get(0)).hasSize(200).allMatch(pair -> pair._2() == 2);
  }

  @Test
  void keepsNullValuesInGroups() {
    var words = job.input(List.of("a", "b"));

    var batches =
        job.run(
            words
                .mapToPair(word -> pair(word, word.equals("a") ? nothing() : word))
                .groupByKey()
                .mapValues(String::valueOf));

    assertThat(batches.get(0)).containsExactlyInAnyOrder(pair("a", "[null]"), pair("b", "[b]"));
  }

  @Test
  void saysWhichOperatorCannotTakeANullValue() {
    var words = job.input(List.of("a"));
    PairDStream<String, Integer> nulls = words.mapToPair(word -> pair(word, nothing()));

    assertThat(job.failureOf(nulls.reduceByKey(Integer::sum)))
        .hasMessageContaining("reduceByKey at KeyOperationsTest.java")
        .hasMessageContaining("the value of key 'a' is null");
  }

  @Test
  void saysWhichOperatorCannotTakeANullKey() {
    var words = job.input(List.of("a"));
    PairDStream<String, Integer> nulls = words.mapToPair(word -> pair(nothing(), 1));

    assertThat(job.failureOf(nulls.groupByKey()))
        .hasMessageContaining("groupByKey at KeyOperationsTest.java")
        .hasMessageContaining("a key is null");
  }

  /** Half of the number is its partition. */
  private static final class Halves extends Partitioner {
    private static final long serialVersionUID = 1L;

    @Override
    public int numPartitions() {
      return 5;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key / 2;
    }
  }

  /** Gives a partition that does not exist. */
  private static final class Wrong extends Partitioner {
    private static final long serialVersionUID = 1L;

    @Override
    public int numPartitions() {
      return 2;
    }

    @Override
    public int getPartition(Object key) {
      return 7;
    }
  }

  private record SameHash(int number) implements Serializable {
    @Override
    public int hashCode() {
      return 1;
    }
  }

  private PairDStream<String, Integer> pairs() {
    return job.input(List.of("a", "a", "b"), List.of("", ""), List.<String>of())
        .mapToPair(word -> pair(word, 1));
  }

  private PairDStream<String, String> averages(boolean mapSideCombine) {
    return pairs()
        .combineByKey(
            value -> new int[] {value, 1},
            (sum, value) -> new int[] {sum[0] + value, sum[1] + 1},
            (left, right) -> new int[] {left[0] + right[0], left[1] + right[1]},
            new HashPartitioner(3),
            mapSideCombine)
        .mapValues(sum -> sum[0] + "/" + sum[1]);
  }

  private static PairDStream<Integer, Integer> byItself(DStream<Integer> numbers) {
    return numbers.mapToPair(number -> pair(number, number));
  }

  private static <K> DStream<K> keys(PairDStream<K, ?> pairs) {
    return pairs.map(Tuple2::_1);
  }

  private static <K, V> Tuple2<K, V> pair(K key, V value) {
    return new Tuple2<>(key, value);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a program may do wrong
  private static <T> T nothing() {
    return null;
  }

  private static <T extends Comparable<T>> List<T> sorted(Iterable<T> values) {
    var list = new ArrayList<T>();
    values.forEach(list::add);
    Collections.sort(list);
    return list;
  }
}
