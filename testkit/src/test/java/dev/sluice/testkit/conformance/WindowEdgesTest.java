package dev.sluice.testkit.conformance;

import dev.sluice.HashPartitioner;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Windows at their edges: at the start, without records, tumbling, with gaps. */
@Timeout(120)
class WindowEdgesTest implements RestartedTable {
  private static final Duration ONE = Durations.seconds(1);
  private static final Duration TWO = Durations.seconds(2);
  private static final Duration THREE = Durations.seconds(3);
  private static final Duration FOUR = Durations.seconds(4);
  private static final Duration MINUTE = Durations.minutes(1);

  static Stream<Row> rows() {
    return Stream.of(windows(), reduced(), inverse(), counts(), others()).flatMap(rows -> rows);
  }

  private static Stream<Row> windows() {
    return Stream.of(
        Row.of(
            "partial windows at the start",
            "[1][2][3][4]",
            in -> in.numbers().window(THREE),
            "{1}{1,2}{1,2,3}{2,3,4}"),
        Row.of(
            "a slide that does not divide the window",
            "[1][2][3][4][5][6]",
            in -> in.numbers().window(THREE, TWO),
            "{1,2}{2,3,4}{4,5,6}"),
        Row.of(
            "a window beyond the end of the test",
            "[1][][3]",
            in -> in.numbers().window(MINUTE),
            "{1}{1}{1,3}"),
        Row.of("empty batches", "[][][]", in -> in.numbers().window(TWO), "{}{}{}"),
        Row.of(
            "no data set in some batches",
            "[1]null null[4]",
            in -> in.numbers().window(TWO),
            "{1}{1}{}{4}"),
        Row.of(
            "a window of a window with other slides",
            "[1][2][3][4][5][6][7][8]",
            in -> in.numbers().window(TWO, TWO).window(FOUR, FOUR),
            "{1,2,3,4}{5,6,7,8}"),
        Row.of(
            "map and filter between windows",
            "[1][2][3][4]",
            in -> in.numbers().window(TWO).map(n -> n * 10).filter(n -> n > 10).window(TWO),
            "{}{20}{20,20,30}{20,30,30,40}"),
        Row.of(
            "repartition of a window",
            "[1,2][3,4]",
            in -> in.numbers().window(TWO).repartition(3).glom().count(),
            "{3}{3}"),
        Row.of(
            "union of windows of the same slide",
            "[1][2][3]",
            in -> in.numbers().window(ONE).union(in.numbers().window(TWO)),
            "{1,1}{1,2,2}{2,3,3}"),
        Row.of(
            "transform of a window",
            "[1,1][1,2][2]",
            in -> in.numbers().window(TWO).transform(rdd -> rdd.distinct()),
            "{1}{1,2}{1,2}"),
        Row.of(
            "count of a tumbling window",
            "[][0][][1,2]",
            in -> in.texts().window(TWO, TWO).count(),
            "{1}{2}"),
        Row.pairs(
            "countByValue of a window",
            "[a][a,b][]",
            in -> in.texts().window(TWO).countByValue(),
            "{a1}{a2,b1}{a1,b1}"));
  }

  private static Stream<Row> reduced() {
    return Stream.of(
        Row.pairs(
            "reduced with the slide of the stream",
            "[a1][a2][a3]",
            in -> in.counts().reduceByKeyAndWindow(Integer::sum, TWO),
            "{a1}{a3}{a5}"),
        Row.pairs(
            "reduced with a number of partitions",
            "[a1][a2,b1][a3]",
            in -> in.counts().reduceByKeyAndWindow(Integer::sum, TWO, ONE, 5),
            "{a1}{a3,b1}{a5,b1}"),
        Row.pairs(
            "reduced with a partitioner",
            "[a1][a2,b1][a3]",
            in -> in.counts().reduceByKeyAndWindow(Integer::sum, TWO, ONE, new HashPartitioner(3)),
            "{a1}{a3,b1}{a5,b1}"),
        Row.pairs(
            "reduced with no data set in a batch",
            "[a1]null[a3]",
            in -> in.counts().reduceByKeyAndWindow(Integer::sum, TWO, ONE),
            "{a1}{a1}{a3}"),
        Row.pairs(
            "reduced, tumbling",
            "[a1][a2][][][a5][]",
            in -> in.counts().reduceByKeyAndWindow(Integer::sum, TWO, TWO),
            "{a3}{}{a5}"),
        Row.pairs(
            "reduced in order of the batches",
            "[a1][a2][a3]",
            in ->
                in.counts()
                    .mapValues(String::valueOf)
                    .reduceByKeyAndWindow((a, b) -> a + b, THREE, ONE),
            "{a1}{a12}{a123}"),
        Row.of(
            "reduceByWindow, tumbling",
            "[1][2][][][5][]",
            in -> in.numbers().reduceByWindow(Integer::sum, TWO, TWO),
            "{3}{}{5}"),
        Row.of(
            "reduceByWindow of the greatest",
            "[1][5][2][]",
            in -> in.numbers().reduceByWindow(Math::max, TWO, ONE),
            "{1}{5}{5}{2}"));
  }

  private static Stream<Row> inverse() {
    return Stream.of(
        inverse("nothing at first", "[][][a1][]", TWO, ONE, "{}{}{a1}{a1}"),
        inverse("nothing at all", "[][][]", TWO, ONE, "{}{}{}"),
        inverse("tumbling", "[a1][a2][a3][a4][][]", TWO, TWO, "{a3}{a7}{a0}"),
        inverse(
            "a slide that does not divide the window",
            "[a1][a2][a3][a4][a5][a6]",
            THREE,
            TWO,
            "{a3}{a9}{a15}"),
        inverse("a key that comes again", "[a1][][][a1]", TWO, ONE, "{a1}{a1}{a0}{a1}"),
        inverse("no data set in a batch", "[a1]null[a3][]", TWO, ONE, "{a1}{a1}{a3}{a3}"),
        inverse("partial windows", "[a1][a2][a3]", MINUTE, ONE, "{a1}{a3}{a6}"),
        Row.pairs(
            "inverse function, filter that drops a key which comes again",
            "[a1][][][a1][]",
            in -> filtered(in.counts(), TWO, ONE),
            "{a1}{a1}{}{a1}{a1}"),
        Row.pairs(
            "inverse function, filter with a partitioner",
            "[a1,b1][b1][][]",
            in ->
                in.counts()
                    .reduceByKeyAndWindow(
                        Integer::sum,
                        (a, b) -> a - b,
                        TWO,
                        ONE,
                        new HashPartitioner(2),
                        pair -> pair._1().equals("b") || pair._2() > 0),
            "{a1,b1}{a1,b2}{b1}{b0}"),
        Row.of(
            "reduceByWindow with inverse function, tumbling",
            "[1][2][][][5][]",
            in -> in.numbers().reduceByWindow(Integer::sum, (a, b) -> a - b, TWO, TWO),
            "{3}{0}{5}"));
  }

  private static Stream<Row> counts() {
    return Stream.of(
        Row.of(
            "countByWindow before any record",
            "[][][x][]",
            in -> in.texts().countByWindow(TWO, ONE),
            "{}{}{1}{1}"),
        Row.of(
            "countByWindow, tumbling",
            "[x][x][][]",
            in -> in.texts().countByWindow(TWO, TWO),
            "{2}{0}"),
        Row.pairs(
            "countByValueAndWindow of a value that comes again",
            "[a][][][a]",
            in -> in.texts().countByValueAndWindow(TWO, ONE, 3),
            "{a1}{a1}{}{a1}"),
        Row.pairs(
            "countByValueAndWindow, larger slide",
            "[a][a,b][b][][][c]",
            in -> in.texts().countByValueAndWindow(FOUR, TWO),
            "{a2,b1}{a2,b2}{b1,c1}"));
  }

  private static Stream<Row> others() {
    return Stream.of(
        Row.pairs(
            "groupByKeyAndWindow, tumbling, with a partitioner",
            "[a1][a1,b1][][]",
            in -> in.counts().groupByKeyAndWindow(TWO, TWO, new HashPartitioner(2)),
            "{a(1,1),b(1)}{}"),
        Row.pairs(
            "groupByKeyAndWindow with the slide of the stream",
            "[a1][a1][]",
            in -> in.counts().groupByKeyAndWindow(TWO),
            "{a(1)}{a(1,1)}{a(1)}"),
        Row.pairs(
            "state over a window",
            "[a][b][]",
            in -> in.ones().window(TWO).updateStateByKey(Sums::running),
            "{a1}{a2,b1}{a2,b2}"),
        Row.pairs(
            "state over a tumbling window",
            "[a][b][a][]",
            in -> in.ones().window(TWO, TWO).updateStateByKey(Sums::running),
            "{a1,b1}{a2,b1}"),
        Row.pairs(
            "a window over state",
            "[a][][]",
            in -> in.ones().<Integer>updateStateByKey(Sums::running).window(TWO, ONE),
            "{a1}{a1,a1}{a1,a1}"),
        Row.pairs(
            "full outer join of windows of different lengths",
            List.of("[a][][b][]", "[][a][][]"),
            in -> in.ones().window(TWO).fullOuterJoin(in.marks().window(THREE)),
            "{a(1,-)}{a(1,x)}{a(-,x),b(1,-)}{a(-,x),b(1,-)}"),
        Row.pairs(
            "left outer join of tumbling windows",
            List.of("[a][b][c][]", "[][a][][c]"),
            in -> in.ones().window(TWO, TWO).leftOuterJoin(in.marks().window(TWO, TWO)),
            "{a(1,x),b(1,-)}{c(1,x)}"),
        Row.pairs(
            "right outer join of a window and a batch",
            List.of("[a][b][]", "[][a][b,c]"),
            in -> in.ones().window(TWO).rightOuterJoin(in.marks()),
            "{}{a(1,x)}{b(1,x),c(-,x)}"),
        Row.pairs(
            "cogroup of windows",
            List.of("[a][a]", "[a][b]"),
            in -> in.ones().window(TWO).cogroup(in.marks().window(TWO), 3),
            "{a((1),(x))}{a((1,1),(x)),b((),(x))}"),
        Row.pairs(
            "pairs that trade places after a window",
            "[a][a]",
            in -> in.ones().window(TWO).mapToPair(Tuple2::swap).groupByKey(),
            "{1(a)}{1(a,a)}"));
  }

  private static Row inverse(
      String name, String input, Duration window, Duration slide, String expected) {
    return Row.pairs(
        "inverse function: " + name,
        input,
        in -> in.counts().reduceByKeyAndWindow(Integer::sum, (a, b) -> a - b, window, slide),
        expected);
  }

  private static PairDStream<String, Integer> filtered(
      PairDStream<String, Integer> counts, Duration window, Duration slide) {
    return counts.reduceByKeyAndWindow(
        Integer::sum, (a, b) -> a - b, window, slide, 2, pair -> pair._2() != 0);
  }

  @Override
  public List<Integer> restarts() {
    return List.of(2);
  }
}
