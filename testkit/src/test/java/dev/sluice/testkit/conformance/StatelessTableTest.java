package dev.sluice.testkit.conformance;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Operations on each batch by itself. */
@Timeout(60)
class StatelessTableTest implements RestartedTable {
  private static final String NUMBERS = "[1..4][5..8][9..12]";
  private static final String WORDS = "[a,a,b][\"\",\"\"][]";
  private static final String HUNDREDS = "[1..100][101..200][201..300]";
  private static final List<String> COUNTED = List.of("[1..4][101..104][201..204]");

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "map",
            NUMBERS,
            in -> in.numbers().map(n -> "n" + n),
            "[n1,n2,n3,n4][n5,n6,n7,n8][n9,n10,n11,n12]"),
        Row.of(
            "flatMap",
            NUMBERS,
            in -> in.numbers().flatMap(n -> List.of(n, 2 * n).iterator()),
            "[1,2,2,4,3,6,4,8][5,10,6,12,7,14,8,16][9,18,10,20,11,22,12,24]"),
        Row.of("filter", NUMBERS, in -> in.numbers().filter(n -> n % 2 == 0), "[2,4][6,8][10,12]"),
        Row.of(
            "mapPartitions",
            NUMBERS,
            in -> in.numbers().mapPartitions(Sums::ofPartition),
            "[3,7][11,15][19,23]"),
        Row.of(
            "mapPartitions of fewer records than partitions",
            "[1][]",
            in -> in.numbers().mapPartitions(Sums::ofPartition),
            "[0,1][0,0]"),
        Row.of("reduce", NUMBERS, in -> in.numbers().reduce(Integer::sum), "[10][26][42]"),
        Row.of("reduce of nothing", "[][1][]", in -> in.numbers().reduce(Integer::sum), "[][1][]"),
        Row.of("count", "[][1][1,2][1,2,3][1..4]", in -> in.texts().count(), "[0][1][2][3][4]"),
        Row.of("count of one partition", "[][1][1,2]", in -> in.texts().count(), "[0][1][2]")
            .partitions(1),
        Row.of("count of five partitions", "[][1][1..9]", in -> in.texts().count(), "[0][1][9]")
            .partitions(5),
        Row.pairs(
            "reduceByKey", WORDS, in -> in.ones().reduceByKey(Integer::sum), "{a2,b1}{\"\"2}{}"),
        Row.pairs(
            "mapValues",
            WORDS,
            in -> in.ones().reduceByKey(Integer::sum).mapValues(n -> n + 10),
            "{a12,b11}{\"\"12}{}"),
        Row.of(
            "glom",
            NUMBERS,
            in -> in.numbers().glom(),
            "[(1,2),(3,4)][(5,6),(7,8)][(9,10),(11,12)]"),
        Row.of(
            "glom of fewer records than partitions",
            "[1][]",
            in -> in.numbers().glom(),
            "[(),(1)][(),()]"),
        Row.of(
            "repartition more",
            HUNDREDS,
            in -> in.numbers().repartition(5).glom().count(),
            "[5][5][5]"),
        Row.of(
                "repartition fewer",
                HUNDREDS,
                in -> in.numbers().repartition(2).glom().count(),
                "[2][2][2]")
            .partitions(5),
        Row.of(
            "repartition keeps the records",
            "[1..6][][7]",
            in -> in.numbers().repartition(5),
            "{1,2,3,4,5,6}{}{7}"),
        Row.pairs("groupByKey", WORDS, in -> in.ones().groupByKey(), "{a(1,1),b(1)}{\"\"(1,1)}{}"),
        Row.pairs(
            "groupByKey of five partitions",
            WORDS,
            in -> in.ones().groupByKey(5),
            "{a(1,1),b(1)}{\"\"(1,1)}{}"),
        Row.pairs(
            "combineByKey",
            WORDS,
            in ->
                in.ones()
                    .combineByKey(
                        n -> "c" + n, (c, n) -> c + n, (c, d) -> c + d, new HashPartitioner(2))
                    .mapValues(text -> text.replace("c", "").length()),
            "{a2,b1}{\"\"2}{}"),
        Row.pairs(
            "countByValue",
            "[1][1,1,1][1,2][1,1,2,2]",
            in -> in.texts().countByValue().mapToPair(p -> Tuple2.of(p._1() + ":", p._2())),
            "{1:1}{1:3}{1:1,2:1}{1:2,2:2}"),
        Row.pairs(
            "flatMapValues",
            WORDS,
            in ->
                in.ones()
                    .reduceByKey(Integer::sum)
                    .flatMapValues(n -> List.of(n, n + 10).iterator()),
            "{a12,a2,b1,b11}{\"\"12,\"\"2}{}"),
        Row.of(
            "ctx.union of 3",
            COUNTED,
            in ->
                in.context()
                    .union(
                        in.numbers(), in.numbers().map(n -> n + 4), in.numbers().map(n -> n + 8)),
            "[1..12][101..112][201..212]"),
        Row.of(
            "union",
            COUNTED,
            in -> in.numbers().union(in.numbers().map(n -> n + 4)),
            "[1,2,3,4,5,6,7,8][101,102,103,104,105,106,107,108][201,202,203,204,205,206,207,208]"),
        Row.of(
            "union with itself",
            List.of("[1,2][3]"),
            in -> in.numbers().union(in.numbers()),
            "[1,2,1,2][3,3]"),
        Row.of(
            "union of two inputs of which one is empty",
            List.of("[1,2][]", "[][3]"),
            in -> in.numbers(0).union(in.numbers(1)),
            "[1,2][3]"));
  }
}
