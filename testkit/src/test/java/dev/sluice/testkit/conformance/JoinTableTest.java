package dev.sluice.testkit.conformance;

import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Operations on two streams; the records of the first come with 1, those of the second with x. */
@Timeout(120)
class JoinTableTest implements RestartedTable {
  private static final List<String> JOINED =
      List.of("[a,b][a,\"\"][\"\"][]", "[a,b][b,\"\"][][\"\"]");
  private static final List<String> GROUPED =
      List.of("[a,a,b][a,\"\"][\"\"][]", "[a,a,b][b,\"\"][][]");
  private static final String INNER = "{a(1,x),b(1,x)}{\"\"(1,x)}{}{}";

  static Stream<Row> rows() {
    return Stream.of(
        row("join", JOINED, in -> in.ones().join(in.marks()), INNER),
        row("join of five partitions", JOINED, in -> in.ones().join(in.marks(), 5), INNER),
        row(
            "join of a key that both have twice",
            List.of("[a,a]", "[a,a]"),
            in -> in.ones().join(in.marks()),
            "{a(1,x),a(1,x),a(1,x),a(1,x)}"),
        row(
            "leftOuterJoin",
            JOINED,
            in -> in.ones().leftOuterJoin(in.marks()),
            "{a(1,x),b(1,x)}{\"\"(1,x),a(1,-)}{\"\"(1,-)}{}"),
        row(
            "rightOuterJoin",
            JOINED,
            in -> in.ones().rightOuterJoin(in.marks()),
            "{a(1,x),b(1,x)}{\"\"(1,x),b(-,x)}{}{\"\"(-,x)}"),
        row(
            "fullOuterJoin",
            JOINED,
            in -> in.ones().fullOuterJoin(in.marks()),
            "{a(1,x),b(1,x)}{\"\"(1,x),a(1,-),b(-,x)}{\"\"(1,-)}{\"\"(-,x)}"),
        row(
            "cogroup",
            GROUPED,
            in -> in.ones().cogroup(in.marks()),
            "{a((1,1),(x,x)),b((1),(x))}{\"\"((1),(x)),a((1),()),b((),(x))}{\"\"((1),())}{}"),
        row(
            "join with itself",
            GROUPED,
            in -> in.ones().reduceByKey(Integer::sum).join(in.ones().reduceByKey(Integer::sum)),
            "{a(2,2),b(1,1)}{\"\"(1,1),a(1,1)}{\"\"(1,1)}{}"),
        row(
            "join of windows",
            List.of("[a][b][][]", "[][a][b][]"),
            in ->
                in.ones()
                    .window(Durations.seconds(2))
                    .join(in.marks().window(Durations.seconds(2))),
            "{}{a(1,x)}{b(1,x)}{}"));
  }

  private static Row row(
      String name,
      List<String> inputs,
      Function<Streams, PairDStream<?, ?>> operation,
      String expected) {
    return Row.pairs(name, inputs, operation, expected);
  }
}
