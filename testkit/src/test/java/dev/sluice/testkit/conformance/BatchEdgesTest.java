package dev.sluice.testkit.conformance;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Operations on a batch at their edges: no records, null, one partition, many. */
@Timeout(120)
class BatchEdgesTest implements Table {
  static Stream<Row> rows() {
    return Stream.of(records(), partitions(), keys(), joins(), transforms()).flatMap(rows -> rows);
  }

  private static Stream<Row> records() {
    return Stream.of(
        Row.of("map of empty batches", "[][][]", in -> in.numbers().map(n -> n + 1), "[][][]"),
        Row.of(
            "flatMap to nothing",
            "[1,2][3]",
            in -> in.numbers().flatMap(n -> Collections.<Integer>emptyIterator()),
            "[][]"),
        Row.of("filter of everything", "[1,2][3]", in -> in.numbers().filter(n -> false), "[][]"),
        Row.of(
            "records that are null",
            "[1,2][3]",
            in -> in.numbers().map(n -> n == 2 ? none() : n).filter(Objects::nonNull),
            "[1][3]"),
        Row.of(
            "count of records that are null",
            "[1,2][3]",
            in -> in.numbers().map(n -> none()).count(),
            "[2][1]"),
        Row.of(
            "null over a window and a repartition",
            "[1,2][3]",
            in -> in.numbers().map(n -> none()).repartition(3).count(),
            "[2][1]"),
        Row.of("count of nothing", "[][]", in -> in.texts().count(), "[0][0]"),
        Row.of("reduce of one record", "[7][]", in -> in.numbers().reduce(Integer::sum), "[7][]"),
        Row.of("reduce over partitions", "[1,4,3,2]", in -> in.numbers().reduce(Math::max), "[4]"),
        Row.of(
            "union of three with one empty",
            "[1][][2]",
            in -> in.context().union(in.numbers(), in.numbers().filter(n -> false), in.numbers()),
            "[1,1][][2,2]"),
        Row.of(
            "arrays as records",
            "[1,2]",
            in -> in.numbers().map(n -> new int[] {n, n}).map(a -> a[0] + a[1]),
            "[2,4]"));
  }

  private static Stream<Row> partitions() {
    return Stream.of(
        Row.of("glom of three partitions", "[1..4]", in -> in.numbers().glom(), "[(1),(2),(3,4)]")
            .partitions(3),
        Row.of("glom of one partition", "[1..4][]", in -> in.numbers().glom(), "[(1,2,3,4)][()]")
            .partitions(1),
        Row.of(
            "repartition to one",
            "[1..4][]",
            in -> in.numbers().repartition(1).glom().map(List::size),
            "[4][0]"),
        Row.of(
            "repartition of nothing",
            "[][]",
            in -> in.numbers().repartition(3).glom().count(),
            "[3][3]"),
        Row.of(
            "partitions of a union",
            "[1..4]",
            in -> in.numbers().union(in.numbers()).glom().count(),
            "[4]"),
        Row.of(
            "partitions of a reduction",
            "[a,b,c][]",
            in -> in.ones().reduceByKey(Integer::sum, 5).glom().count(),
            "[5][5]"),
        Row.of(
            "a partitioner decides",
            "[1,2,3,4]",
            in ->
                in.numbers()
                    .mapToPair(n -> Tuple2.of(n, n))
                    .reduceByKey(Integer::sum, new HashPartitioner(2))
                    .mapPartitions(
                        pairs -> {
                          var keys = new ArrayList<Integer>();
                          pairs.forEachRemaining(pair -> keys.add(pair._1()));
                          keys.sort(null);
                          return List.of(keys).iterator();
                        }),
            "[(2,4),(1,3)]"),
        Row.of(
            "filter keeps empty partitions",
            "[1..4]",
            in -> in.numbers().filter(n -> n > 2).glom(),
            "[(),(3,4)]"),
        Row.of(
            "mapPartitions to nothing",
            "[1..4]",
            in -> in.numbers().mapPartitions(records -> Collections.<Integer>emptyIterator()),
            "[]"),
        Row.of(
            "mapPartitions that reads only the first record",
            "[1..4]",
            in -> in.numbers().mapPartitions(records -> List.of(records.next()).iterator()),
            "[1,3]"));
  }

  private static Stream<Row> keys() {
    return Stream.of(
        Row.pairs(
            "reduceByKey of nothing", "[][]", in -> in.ones().reduceByKey(Integer::sum), "{}{}"),
        Row.pairs(
            "one partition", "[a,b,a]", in -> in.ones().reduceByKey(Integer::sum, 1), "{a2,b1}"),
        Row.pairs(
            "groupByKey with a partitioner",
            "[a,b,a][]",
            in -> in.ones().groupByKey(new HashPartitioner(3)),
            "{a(1,1),b(1)}{}"),
        Row.pairs(
            "groupByKey of values that are null",
            "[a,a]",
            in -> in.ones().mapValues(n -> none()).groupByKey(),
            "{a(null,null)}"),
        Row.pairs("mapValues to null", "[a]", in -> in.ones().mapValues(n -> none()), "{anull}"),
        Row.pairs(
            "combineByKey without combining first",
            "[a,a,b]",
            in ->
                in.ones()
                    .combineByKey(
                        n -> 10 + n, (c, n) -> c + n, Integer::sum, new HashPartitioner(2), false),
            "{a12,b11}"),
        Row.pairs(
            "countByValue of some partitions",
            "[a,b,a][]",
            in -> in.texts().countByValue(4),
            "{a2,b1}{}"),
        Row.pairs(
            "flatMapToPair",
            "[ab,a]",
            in ->
                in.texts()
                    .flatMapToPair(
                        word -> Arrays.stream(word.split("")).map(c -> Tuple2.of(c, 1)).iterator())
                    .reduceByKey(Integer::sum),
            "{a2,b1}"),
        Row.pairs(
            "mapPartitionsToPair",
            "[a,b]",
            in ->
                in.texts()
                    .mapPartitionsToPair(
                        words -> List.of(Tuple2.of(words.next(), words.hasNext())).iterator()),
            "{afalse,bfalse}"),
        Row.pairs(
            "flatMapToPair of a data set",
            "[ab,a]",
            in ->
                in.texts()
                    .transformToPair(
                        words ->
                            words.flatMapToPair(
                                word -> List.of(Tuple2.of(word, word.length())).iterator())),
            "{a1,ab2}"),
        Row.pairs(
            "keys of tuples",
            "[a,b,a]",
            in ->
                in.ones()
                    .mapToPair(pair -> Tuple2.of(Tuple2.of(pair._1(), 0), 1))
                    .reduceByKey(Integer::sum),
            "{(a,0)2,(b,0)1}"),
        Row.pairs(
            "keys of lists",
            "[a,b,a]",
            in ->
                in.texts().mapToPair(word -> Tuple2.of(List.of(word), 1)).reduceByKey(Integer::sum),
            "{(a)2,(b)1}"),
        Row.pairs(
            "two reductions",
            "[a,b,a]",
            in -> in.ones().reduceByKey(Integer::sum).mapToPair(Tuple2::swap).groupByKey(),
            "{1(b),2(a)}"),
        Row.pairs(
            "filter of pairs", "[a,b]", in -> in.ones().filter(p -> p._1().equals("a")), "{a1}"),
        Row.pairs(
            "flatMapValues to nothing",
            "[a,b]",
            in -> in.ones().flatMapValues(n -> Collections.<Integer>emptyIterator()),
            "{}"));
  }

  private static Stream<Row> joins() {
    var half = List.of("[a,b][]", "[][a]");
    return Stream.of(
        Row.pairs("join with nothing", half, in -> in.ones().join(in.marks()), "{}{}"),
        Row.pairs(
            "leftOuterJoin with nothing",
            half,
            in -> in.ones().leftOuterJoin(in.marks(), 3),
            "{a(1,-),b(1,-)}{}"),
        Row.pairs(
            "rightOuterJoin with nothing",
            half,
            in -> in.ones().rightOuterJoin(in.marks(), new HashPartitioner(3)),
            "{}{a(-,x)}"),
        Row.pairs(
            "fullOuterJoin with nothing",
            half,
            in -> in.ones().fullOuterJoin(in.marks()),
            "{a(1,-),b(1,-)}{a(-,x)}"),
        Row.pairs(
            "cogroup with nothing",
            half,
            in -> in.ones().cogroup(in.marks()),
            "{a((1),()),b((1),())}{a((),(x))}"),
        Row.pairs(
            "fullOuterJoin of keys that both have twice",
            List.of("[a,a]", "[a,a,b]"),
            in -> in.ones().fullOuterJoin(in.marks()),
            "{a(1,x),a(1,x),a(1,x),a(1,x),b(-,x)}"),
        Row.pairs(
            "join of inner values that are null",
            List.of("[a]", "[a]"),
            in -> in.ones().mapValues(n -> none()).join(in.marks()),
            "{a(null,x)}"),
        Row.pairs(
            "join of joins",
            List.of("[a]", "[a,b]"),
            in -> in.ones().join(in.marks()).leftOuterJoin(in.ones()),
            "{a((1,x),1)}"));
  }

  private static Stream<Row> transforms() {
    return Stream.of(
        Row.of(
            "transform to the same", "[1][2]", in -> in.numbers().transform(rdd -> rdd), "[1][2]"),
        Row.of(
            "transform to other data",
            "[1][]",
            in -> in.numbers().transform(rdd -> rdd.context().parallelize(List.of(8, 9))),
            "[8,9][8,9]"),
        Row.of(
            "transform to a sorted batch",
            "[3,1,2][]",
            in -> in.numbers().transform(rdd -> rdd.sortBy(n -> n, false, 1)),
            "[3,2,1][]"),
        Row.of(
            "transform by an action",
            "[3,1][2]",
            in ->
                in.numbers()
                    .transform(
                        rdd -> {
                          var most = rdd.reduce(Math::max);
                          return rdd.map(n -> most - n);
                        }),
            "[0,2][0]"),
        Row.pairs(
            "transformToPair with positions",
            "[x,y][z]",
            in -> in.texts().transformToPair(rdd -> rdd.zipWithIndex()),
            "{x0,y1}{z0}"),
        Row.pairs(
                "transformToPair with positions over partitions",
                "[a,b,c,d,e][]",
                in -> in.texts().transformToPair(rdd -> rdd.zipWithIndex()),
                "{a0,b1,c2,d3,e4}{}")
            .partitions(3),
        Row.pairs(
                "transformToPair with unique numbers",
                "[a,b,c,d][e]",
                in -> in.texts().transformToPair(rdd -> rdd.zipWithUniqueId()),
                "{a0,b2,c1,d3}{e1}")
            .partitions(2),
        Row.pairs(
                "transformToPair to a zipped batch",
                "[a,b,c][d]",
                in -> in.texts().transformToPair(rdd -> rdd.zip(rdd.map(text -> text + "!"))),
                "{aa!,bb!,cc!}{dd!}")
            .partitions(2),
        Row.of(
                "transform to zipped partitions",
                "[1..4]",
                in ->
                    in.numbers()
                        .transform(
                            rdd ->
                                rdd.<Integer, Integer>zipPartitions(
                                    rdd.map(n -> 10 * n),
                                    (left, right) ->
                                        List.of(left.next() + right.next()).iterator())),
                "[11,33]")
            .partitions(2),
        Row.pairs(
                "transformWithToPair to a product",
                List.of("[a,b][c]", "[x,y][]"),
                in ->
                    in.texts()
                        .transformWithToPair(
                            in.inputs().get(1), (left, right, time) -> left.cartesian(right)),
                "{ax,ay,bx,by}{}")
            .partitions(2),
        Row.pairs(
            "transformToPair to estimates by key",
            "[a,a,b][b]",
            in -> in.ones().transformToPair(rdd -> rdd.countApproxDistinctByKey(0.05)),
            "{a1,b1}{b1}"),
        Row.of(
            "transformWith of a pair stream",
            List.of("[a,b][a]", "[a][]"),
            in ->
                in.texts()
                    .transformWith(in.marks(), (rdd, pairs, time) -> rdd.subtract(pairs.keys())),
            "{b}{a}"),
        Row.pairs(
            "transform of pairs by a fixed data set",
            "[a,b][b]",
            in -> {
              var names =
                  in.context().sparkContext().parallelizePairs(List.of(Tuple2.of("a", "A")));
              return in.ones().transformToPair(rdd -> rdd.leftOuterJoin(names));
            },
            "{a(1,A),b(1,-)}{b(1,-)}"));
  }

  @SuppressWarnings("NullAway") // what Spark allows
  private static Integer none() {
    return null;
  }
}
