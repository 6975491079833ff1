package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.HashPartitioner;
import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.rdd.PairRDD;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transformations and actions of data sets of pairs, called beside a running job. */
@Timeout(60)
class PairDataSetTest {
  @RegisterExtension private static final DataSetJob JOB = new DataSetJob();

  private final SluiceContext data = JOB.data();
  private final PairRDD<String, Integer> pairs =
      data.parallelizePairs(List.of(pair("a", 1), pair("b", 2), pair("a", 3), pair("c", 4)), 3);
  private final PairRDD<String, String> names =
      data.parallelizePairs(List.of(pair("a", "x"), pair("b", "y"), pair("d", "z")));

  @Test
  void reducesAndCombinesByKey() {
    var sums = Map.of("a", 4, "b", 2, "c", 4);

    assertThat(pairs.reduceByKey(Integer::sum).collectAsMap()).isEqualTo(sums);
    assertThat(pairs.reduceByKey(Integer::sum, 5).getNumPartitions()).isEqualTo(5);
    assertThat(pairs.reduceByKey(new HashPartitioner(3), Integer::sum).collectAsMap())
        .isEqualTo(sums);
    assertThat(pairs.foldByKey(0, Integer::sum).collectAsMap()).isEqualTo(sums);
    assertThat(pairs.reduceByKeyLocally(Integer::sum)).isEqualTo(sums);
    assertThat(pairs.<Long>combineByKey(Long::valueOf, (c, v) -> c + v, Long::sum).collectAsMap())
        .isEqualTo(Map.of("a", 4L, "b", 2L, "c", 4L));
    assertThat(pairs.countByKey()).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
  }

  @Test
  void aggregatesEachKeyFromAZeroOfItsOwn() {
    var lists =
        pairs.aggregateByKey(
            new ArrayList<Integer>(),
            (list, value) -> {
              list.add(value);
              return list;
            },
            (left, right) -> {
              left.addAll(right);
              left.sort(null);
              return left;
            });

    assertThat(lists.collectAsMap())
        .isEqualTo(Map.of("a", List.of(1, 3), "b", List.of(2), "c", List.of(4)));
  }

  @Test
  void groupsAndCogroupsUpToFour() {
    assertThat(pairs.groupByKey().mapValues(PairDataSetTest::size).collectAsMap())
        .isEqualTo(Map.of("a", 2, "b", 1, "c", 1));
    assertThat(pairs.cogroup(names).mapValues(groups -> groups.toString()).lookup("b"))
        .containsExactly("([2],[y])");
    assertThat(pairs.cogroup(names, pairs).mapValues(groups -> groups.toString()).lookup("c"))
        .containsExactly("([4],[],[4])");
    assertThat(
            pairs
                .cogroup(names, pairs, names, 3)
                .mapValues(groups -> groups.toString())
                .lookup("d"))
        .containsExactly("([],[z],[],[z])");
  }

  @Test
  void joinsInAllFourWays() {
    assertThat(pairs.join(names).collect())
        .containsExactlyInAnyOrder(
            pair("a", pair(1, "x")), pair("a", pair(3, "x")), pair("b", pair(2, "y")));
    assertThat(pairs.leftOuterJoin(names, 3).lookup("c"))
        .containsExactly(pair(4, Optional.<String>empty()));
    assertThat(pairs.rightOuterJoin(names).lookup("d"))
        .containsExactly(pair(Optional.<Integer>empty(), "z"));
    assertThat(pairs.fullOuterJoin(names, new HashPartitioner(2)).keys().distinct().count())
        .isEqualTo(4);
    assertThat(pairs.join(data.parallelizePairs(List.<Tuple2<String, Integer>>of())).isEmpty())
        .isTrue();
  }

  @Test
  void leavesOutKeysOfAnotherDataSet() {
    assertThat(pairs.subtractByKey(names).collect()).containsExactly(pair("c", 4));
  }

  @Test
  void putsPairsWhereThePartitionerSaysAndSortsThem() {
    var numbers = data.parallelize(List.of(5, 3, 4, 1, 2, 0)).keyBy(n -> n);

    assertThat(numbers.partitionBy(new HashPartitioner(2)).keys().glom().collect())
        .map(list -> list.stream().sorted().toList())
        .containsExactly(List.of(0, 2, 4), List.of(1, 3, 5));
    assertThat(
            numbers
                .repartitionAndSortWithinPartitions(new HashPartitioner(2))
                .keys()
                .glom()
                .collect())
        .containsExactly(List.of(0, 2, 4), List.of(1, 3, 5));
  }

  @Test
  void mapsValuesAndChangesSides() {
    assertThat(pairs.flatMapValues(n -> List.of(n, n * 10).iterator()).lookup("b"))
        .containsExactly(2, 20);
    assertThat(names.mapToPair(Tuple2::swap).collectAsMap())
        .isEqualTo(Map.of("x", "a", "y", "b", "z", "d"));
    assertThat(PairRDD.fromRDD(names.map(pair -> pair)).values().collect())
        .containsExactly("x", "y", "z");
  }

  private static int size(Iterable<?> values) {
    var size = 0;
    for (var each = values.iterator(); each.hasNext(); each.next()) {
      size++;
    }
    return size;
  }

  private static <A, B> Tuple2<A, B> pair(A first, B second) {
    return new Tuple2<>(first, second);
  }
}
