package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.WindowJob.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows reduced by key, with and without inverse function, in jobs of this JVM. */
@Timeout(60)
class ReducedWindowTest {
  private static final String BIG = "a1|a1 b1|a1 b1 c1|a1 b1|a1|";
  private static final String BIG_WINDOWS =
      "a:1|a:2 b:1|a:2 b:2 c:1|a:2 b:2 c:1|a:2 b:1|a:1|a:1|a:2 b:1|a:2 b:2 c:1|a:2 b:2 c:1|a:2 b:1|a:1";

  @TempDir private Path directory;

  /** The ways to reduce a window, which differ in the keys that have left only. */
  enum Form {
    PLAIN,
    INVERSE,
    FILTERED;

    PairDStream<String, Integer> reduce(PairDStream<String, Integer> pairs, int window, int slide) {
      return switch (this) {
        case PLAIN -> pairs.reduceByKeyAndWindow(Integer::sum, batches(window), batches(slide));
        case INVERSE ->
            pairs.reduceByKeyAndWindow(
                Integer::sum, (sum, old) -> sum - old, batches(window), batches(slide));
        case FILTERED ->
            pairs.reduceByKeyAndWindow(
                Integer::sum,
                (sum, old) -> sum - old,
                batches(window),
                batches(slide),
                3,
                pair -> pair._2() != 0);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void reducesWhatIsInTheWindow(Form form) {
    assertThat(windows(form, 2, 1, "a1 a3", 1)).isEqualTo("a:4");
    assertThat(windows(form, 2, 1, "a1|a1", 2)).isEqualTo("a:1|a:2");
    assertThat(windows(form, 2, 1, "a1|a1 b1", 2)).isEqualTo("a:1|a:2 b:1");
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, a:1|a:2|a:1|", "INVERSE, a:1|a:2|a:1|a:0", "FILTERED, a:1|a:2|a:1|"})
  void keepsAZeroKeyOnlyWithAnInverseFunctionAndNoFilter(Form form, String expected) {
    assertThat(windows(form, 2, 1, "a1|a1", 4)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void slidesByMoreThanABatch(Form form) {
    assertThat(windows(form, 4, 2, "a1|a2|a3|a4|a5|a6", 4)).isEqualTo("a:3|a:10|a:18|a:11");
    assertThat(windows(form, 3, 2, "a1|a2|a3|a4|a5|a6", 3)).isEqualTo("a:3|a:9|a:15");
    assertThat(windows(form, 1, 3, "a1|a2|a3|a4|a5|a6|a7", 2)).isEqualTo("a:3|a:6");
    assertThat(windows(form, 2, 3, "a1|a2|a3|a4|a5|a6|a7", 2)).isEqualTo("a:5|a:11");
  }

  @Test
  void followsKeysThatComeAndGo() {
    assertThat(windows(Form.PLAIN, 2, 1, BIG + "|" + BIG, 12)).isEqualTo(BIG_WINDOWS);
    assertThat(windows(Form.FILTERED, 2, 1, BIG + "|" + BIG, 12)).isEqualTo(BIG_WINDOWS);
    assertThat(windows(Form.INVERSE, 2, 1, BIG + "|" + BIG, 12))
        .isEqualTo(
            "a:1|a:2 b:1|a:2 b:2 c:1|a:2 b:2 c:1|a:2 b:1 c:0|a:1 b:0 c:0|"
                + "a:1 b:0 c:0|a:2 b:1 c:0|a:2 b:2 c:1|a:2 b:2 c:1|a:2 b:1 c:0|a:1 b:0 c:0");
  }

  @Test
  void groupsByKeyAndWindow() {
    assertThat(
            texts(
                WindowJob.runPairs(
                    directory,
                    batchesOf(BIG),
                    6,
                    lines -> pairs(lines).groupByKeyAndWindow(batches(2)))))
        .isEqualTo(
            "a:[1]|a:[1, 1] b:[1]|a:[1, 1] b:[1, 1] c:[1]|a:[1, 1] b:[1, 1] c:[1]|a:[1, 1] b:[1]|a:[1]");
  }

  @Test
  void endsTheJobWhenAFilteredKeyLeavesTheWindow() {
    var context = WindowJob.context(directory);
    pairs(context.queueStream(WindowJob.queue(batchesOf("a1|b1"))))
        .reduceByKeyAndWindow(
            Integer::sum,
            (sum, old) -> sum - old,
            batches(2),
            batches(1),
            0,
            pair -> pair._1().equals("b"))
        .print();

    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("reduceByKeyAndWindow at ReducedWindowTest.java")
        .hasMessageContaining("values of key 'a' leave the window");
  }

  @Test
  void countsByWindow() {
    var input = List.of(List.of(1), List.of(1), List.of(1, 2), List.of(0));

    assertThat(
            WindowJob.run(
                directory, input, 6, numbers -> numbers.countByWindow(batches(2), batches(1))))
        .containsExactly(
            List.of(1L), List.of(2L), List.of(3L), List.of(3L), List.of(1L), List.of(0L));
  }

  @Test
  void countsByValueAndWindow() {
    assertThat(
            texts(
                WindowJob.runPairs(
                    directory,
                    List.of(List.of("a"), List.of("b", "b"), List.of("a", "b")),
                    4,
                    words -> words.countByValueAndWindow(batches(2), batches(1)))))
        .isEqualTo("a:1|a:1 b:2|a:1 b:3|a:1 b:1");
  }

  @Test
  void reducesByWindowToOneRecord() {
    var input = List.of(List.of(1), List.<Integer>of(), List.of(2, 3), List.of(4));

    assertThat(
            WindowJob.run(
                directory,
                input,
                6,
                numbers -> numbers.reduceByWindow(Integer::sum, batches(2), batches(1))))
        .containsExactly(List.of(1), List.of(1), List.of(5), List.of(9), List.of(4), List.of());
  }

  @Test
  void reducesByWindowWithAnInverseToOneRecord() {
    var input = List.of(List.of(1), List.<Integer>of(), List.of(2, 3), List.of(4));

    assertThat(
            WindowJob.run(
                directory,
                input,
                6,
                numbers ->
                    numbers.reduceByWindow(
                        Integer::sum, (sum, old) -> sum - old, batches(2), batches(1))))
        .containsExactly(List.of(1), List.of(1), List.of(5), List.of(9), List.of(4), List.of(0));
  }

  @Test
  void needsACheckpointDirectoryForAnInverseFunctionOnly() {
    var context = new StreamingContext(new SluiceConf().setMaster("local[1]"), WindowJob.BATCH);
    context
        .queueStream(WindowJob.queue(batchesOf("a1")))
        .countByWindow(batches(2), batches(1))
        .print();

    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reduceByKeyAndWindow at ReducedWindowTest.java")
        .hasMessageContaining("needs a checkpoint directory");
  }

  @Test
  void namesTheStateOfAWindowByTheUidOfItsOperation() {
    var context = new StreamingContext(new SluiceConf().setMaster("local[1]"), WindowJob.BATCH);
    var words = context.queueStream(WindowJob.queue(batchesOf("a1")));
    words.countByWindow(batches(2), batches(1)).uid("twice").print();
    words.countByValueAndWindow(batches(2), batches(1)).uid("twice").print();
    context.checkpoint(directory.toString());

    assertThatThrownBy(context::start).hasMessageContaining("uid 'twice' is given to");
  }

  private String windows(Form form, int window, int slide, String input, int results) {
    var sub = directory.resolve(form + "-" + window + "-" + slide + "-" + input.hashCode());
    return texts(
        WindowJob.runPairs(
            sub, batchesOf(input), results, lines -> form.reduce(pairs(lines), window, slide)));
  }

  private static List<List<String>> batchesOf(String text) {
    var batches = new ArrayList<List<String>>();
    for (var batch : text.split("\\|", -1)) {
      batches.add(batch.isEmpty() ? List.of() : Arrays.asList(batch.split(" ")));
    }
    return batches;
  }

  private static PairDStream<String, Integer> pairs(DStream<String> texts) {
    return texts.mapToPair(
        text ->
            Tuple2.of(
                text.substring(0, 1).toLowerCase(Locale.ROOT), Integer.valueOf(text.substring(1))));
  }

  private static String texts(List<List<String>> batches) {
    return String.join(
        "|",
        batches.stream().map(batch -> String.join(" ", batch.stream().sorted().toList())).toList());
  }
}
