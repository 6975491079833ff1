package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions that a program calls before it starts its job, as Spark programs do. */
@Timeout(60)
class EarlyActionsTest {
  private static final SluiceConf CONF =
      new SluiceConf().setMaster("local[2]").setAppName("early").set("default.parallelism", "2");

  private static final Price UNKNOWN = new Price("", 0);

  private record Price(String item, int cents) implements Serializable {}

  @Test
  void tableIsReadAndBroadcastBeforeTheStart(@TempDir Path directory) throws Exception {
    var file = directory.resolve("prices.csv");
    Files.writeString(file, "tea,250\ncoffee,300\n");
    var seen = new ConcurrentLinkedQueue<Integer>();

    try (var context = new StreamingContext(CONF, Durations.milliseconds(50))) {
      var data = context.sparkContext();
      var read = data.longAccumulator();
      var table =
          data.textFile(file.toString())
              .map(line -> line.split(","))
              .mapToPair(
                  fields -> {
                    read.add(1);
                    return Tuple2.of(fields[0], new Price(fields[0], Integer.parseInt(fields[1])));
                  })
              .collectAsMap();
      assertThat(read.value()).isEqualTo(2);
      var prices = data.broadcast(table);

      var orders = new ConcurrentLinkedQueue<List<String>>();
      orders.add(List.of("tea", "coffee", "tea"));
      context
          .queueStream(orders)
          .map(item -> prices.value().getOrDefault(item, UNKNOWN).cents())
          .foreachRDD(rdd -> seen.addAll(rdd.collect()));
      context.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> seen.size() == 3);
      assertThat(seen).containsExactlyInAnyOrder(250, 300, 250);
      assertThat(read.value()).isEqualTo(2);
    }
  }

  @Test
  void dataSetOfBeforeCanBeUsedAfterTheStart() throws Exception {
    var counts = new ConcurrentLinkedQueue<Map<String, Integer>>();
    try (var context = new SluiceContext(CONF)) {
      var known = context.parallelizePairs(List.of(Tuple2.of("a", 1), Tuple2.of("b", 2))).cache();
      assertThat(known.count()).isEqualTo(2);

      var streaming = new StreamingContext(context, Durations.milliseconds(50));
      var words = new ConcurrentLinkedQueue<List<String>>();
      words.add(List.of("b", "c"));
      streaming
          .queueStream(words)
          .mapToPair(word -> Tuple2.of(word, 0))
          .transformToPair(rdd -> rdd.join(known).mapValues(Tuple2::_2))
          .foreachRDD(
              rdd -> {
                var joined = rdd.collectAsMap();
                if (!joined.isEmpty()) {
                  counts.add(joined);
                }
              });
      streaming.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> !counts.isEmpty());
      assertThat(counts).containsExactly(Map.of("b", 2));
      assertThat(known.count()).isEqualTo(2);
      context.stop();
      assertThat(streaming.awaitTerminationOrTimeout(30_000)).isTrue();
    }
  }

  @Test
  void contextOfDataSetsNeedsNoStreams() {
    try (var context = new SluiceContext("local[2]", "batch")) {
      assertThat(context.getConf().get("app.name")).isEqualTo("batch");
      assertThat(context.parallelize(List.of(1, 2, 3, 4), 3).reduce(Integer::sum)).isEqualTo(10);
    }
  }

  @Test
  void errorOfAnEarlyActionIsItsCallers() {
    try (var context = new SluiceContext(CONF)) {
      var numbers = context.parallelize(List.of(1, 0));
      assertThatThrownBy(() -> numbers.map(n -> 1 / n).collect())
          .hasStackTraceContaining("/ by zero");
      assertThat(numbers.count()).isEqualTo(2);
    }
  }

  @Test
  void stoppedContextRunsNothing() {
    var context = new SluiceContext(CONF);
    var numbers = context.parallelize(List.of(1));
    assertThat(numbers.count()).isEqualTo(1);
    context.stop();

    assertThatThrownBy(numbers::count)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopped");
    assertThatThrownBy(() -> new StreamingContext(context, Durations.seconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make a new SluiceContext");
  }
}
