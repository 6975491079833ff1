package dev.sluice.testkit.conformance;

import dev.sluice.Tuple2;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.Durations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Functions of a batch's data set. */
@Timeout(120)
class TransformTableTest implements RestartedTable {
  private static final String NUMBERS = "[1..4][5..8][9..12]";
  private static final List<String> JOINED =
      List.of("[a,b][a,\"\"][\"\"][]", "[a,b][b,\"\"][][\"\"]");

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "transform",
            NUMBERS,
            in -> in.numbers().transform(rdd -> rdd.map(n -> "n" + n)),
            "[n1,n2,n3,n4][n5,n6,n7,n8][n9,n10,n11,n12]"),
        Row.of(
            "transform with the batch time",
            "[1][2][]",
            in ->
                in.numbers()
                    .transform(
                        (rdd, time) -> {
                          var millis = time.milliseconds();
                          return rdd.map(n -> n + millis);
                        }),
            "[1001][2002][]"),
        Row.of(
            "transform to something else every other batch",
            "[1,2][3,4][5,6][]",
            in ->
                in.numbers()
                    .transform(
                        (rdd, time) ->
                            time.milliseconds() % 2000 == 0 ? rdd.filter(n -> n % 2 == 0) : rdd),
            "[1,2][4][5,6][]"),
        Row.of(
            "ctx.transform of 3",
            List.of("[1..4][101..104][201..204]"),
            in ->
                in.context()
                    .transform(
                        List.of(
                            in.numbers(),
                            in.numbers().map(n -> n + 4),
                            in.numbers().map(n -> n + 8)),
                        (rdds, time) -> TransformTableTest.union(rdds)),
            "[1..12][101..112][201..212]"),
        Row.pairs(
            "transformWith join",
            JOINED,
            in ->
                in.ones().transformWithToPair(in.marks(), (left, right, time) -> left.join(right)),
            "{a(1,x),b(1,x)}{\"\"(1,x)}{}{}"),
        Row.pairs(
            "transformToPair",
            "[a,a,b][\"\",\"\"][]",
            in ->
                in.texts()
                    .transformToPair(
                        rdd -> rdd.mapToPair(word -> Tuple2.of(word, 1)).reduceByKey(Integer::sum)),
            "{a2,b1}{\"\"2}{}"),
        Row.of(
            "transform to a sort over partitions",
            "[3,1,2,1][5,4][]",
            in -> in.numbers().transform(rdd -> rdd.sortBy(n -> n, true, 3)).glom(),
            "[(1,1),(2),(3)][(4),(5),()][(),(),()]"),
        Row.of(
                "transform to a sort that keeps the order of equal keys",
                "[bb,a,aa,c,b][c,b,a]",
                in -> in.texts().transform(rdd -> rdd.sortBy(String::length, true, 2)),
                "[a,c,b,bb,aa][c,b,a]")
            .partitions(4),
        Row.of(
            "transform to a union that is sorted downwards",
            "[3,1,2][6,5,4]",
            in ->
                in.numbers()
                    .transform(rdd -> rdd.union(rdd.map(n -> 10 * n)).sortBy(n -> n, false, 2)),
            "[30,20,10,3,2,1][60,50,40,6,5,4]"),
        Row.of(
            "window over sorted batches",
            "[2,1][4,3][]",
            in ->
                in.numbers()
                    .transform(rdd -> rdd.sortBy(n -> n, true, 2))
                    .window(Durations.seconds(2)),
            "{1,2}{1,2,3,4}{3,4}"),
        Row.of(
            "transform to pairs sorted into the default number of partitions",
            "[b,c,a][]",
            in ->
                in.texts()
                    .transformToPair(rdd -> rdd.mapToPair(key -> Tuple2.of(key, 1)).sortByKey())
                    .transform(PairRDD::keys),
            "[a,b,c][]"),
        Row.pairs(
            "state after transform",
            "[a][a,b][][b]",
            in ->
                in.texts()
                    .transformToPair(rdd -> rdd.mapToPair(word -> Tuple2.of(word, 1)))
                    .updateStateByKey(Sums::running),
            "{a1}{a2,b1}{a2,b1}{a2,b2}"));
  }

  @SuppressWarnings("unchecked") // all are of numbers
  private static RDD<Integer> union(List<RDD<?>> rdds) {
    var union = (RDD<Integer>) rdds.get(0);
    for (var rdd : rdds.subList(1, rdds.size())) {
      union = union.union((RDD<Integer>) rdd);
    }
    return union;
  }

  @Override
  public List<Integer> restarts() {
    return List.of(1, 2);
  }
}
