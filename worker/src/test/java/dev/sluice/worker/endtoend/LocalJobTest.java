package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs in this JVM, through the API that a job author uses. */
@Timeout(60)
class LocalJobTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  @TempDir private Path directory;

  private final StreamingContext context =
      new StreamingContext(
          new SluiceConf().setMaster("local[2]").set("streaming.blockInterval", "20"), INTERVAL);

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void countsTheWordsOfAQueueBatchByBatch() {
    Queue<List<String>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of("to be or", "not to be"));
    queue.add(List.of("to"));
    var counts = new ConcurrentSkipListMap<Time, Map<String, Long>>();
    words(context.queueStream(queue))
        .reduceByKey(Long::sum)
        .foreachRDD((rdd, time) -> counts.put(time, rdd.collectAsMap()));

    context.start();

    await().until(() -> counts.size() >= 3);
    var batches = new ArrayList<>(counts.values());
    assertThat(batches.get(0)).isEqualTo(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L));
    assertThat(batches.get(1)).isEqualTo(Map.of("to", 1L));
    assertThat(batches.get(2)).isEmpty();
    var times = new ArrayList<>(counts.keySet());
    assertThat(times.get(1).minus(times.get(0))).isEqualTo(INTERVAL);
    assertThat(times.get(0).isMultipleOf(INTERVAL)).isTrue();
  }

  @Test
  void keepsRunningCountsInState() {
    Queue<List<String>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of("a b a"));
    queue.add(List.of("b"));
    var counts = new CopyOnWriteArrayList<Map<String, Long>>();
    context.checkpoint(directory.toString());
    running(words(context.queueStream(queue)))
        .foreachRDD(
            rdd -> {
              counts.add(rdd.collectAsMap());
            });

    context.start();

    await().until(() -> counts.size() >= 3);
    assertThat(counts.get(0)).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(counts.get(1)).isEqualTo(Map.of("a", 2L, "b", 2L));
    assertThat(counts.get(2)).isEqualTo(Map.of("a", 2L, "b", 2L));
  }

  @Test
  void refusesStateWithoutACheckpointDirectory() {
    running(words(context.queueStream(new ConcurrentLinkedQueue<List<String>>()))).print();

    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("checkpoint");
  }

  @Test
  void readsLinesFromASocketAndStopsGracefully() throws IOException {
    var total = new AtomicLong();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      context
          .socketTextStream(server.getInetAddress().getHostAddress(), server.getLocalPort())
          .count()
          .foreachRDD(
              rdd -> {
                total.addAndGet(rdd.collect().get(0));
              });

      context.start();
      try (var connection = server.accept();
          var lines = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8)) {
        for (var line = 0; line < 1000; line++) {
          lines.println("line " + line);
        }
        await().until(() -> total.get() > 0);
        lines.println("last");
        await().until(() -> total.get() == 1001);
        context.stop(true, true);
      }
    }
    assertThat(total.get()).isEqualTo(1001);
  }

  @Test
  void runsActionsOfAnOutputOperationOnTheExecutors() {
    Queue<List<Integer>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of(1, 2, 3, 4, 5));
    var results = new CopyOnWriteArrayList<Object>();
    context
        .queueStream(queue)
        .foreachRDD(
            rdd -> {
              if (rdd.isEmpty()) {
                return;
              }
              results.add(rdd.count());
              results.add(rdd.reduce(Integer::sum));
              results.add(rdd.map(number -> number * 10).filter(n -> n > 20).collect());
              results.add(
                  rdd.mapToPair(number -> Tuple2.of(number % 2, number))
                      .reduceByKey(Integer::sum)
                      .collectAsMap());
              rdd.foreachPartition(numbers -> numbers.forEachRemaining(SEEN::add));
              results.add("done");
            });

    context.start();

    await().until(() -> results.contains("done"));
    assertThat(results).containsExactly(5L, 15, List.of(30, 40, 50), Map.of(0, 6, 1, 9), "done");
    assertThat(SEEN).contains(1, 2, 3, 4, 5);
  }

  private static final Queue<Integer> SEEN = new ConcurrentLinkedQueue<>();

  @Test
  void writesTextFilesAndReadsNewOnes() throws IOException {
    var input = Files.createDirectory(directory.resolve("in"));
    var output = directory.resolve("out").resolve("lines");
    context.textFileStream(input.toString()).saveAsTextFiles(output.toString(), "txt");

    context.start();
    var hidden = Files.writeString(directory.resolve("part"), "first\nsecond\n");
    Files.move(hidden, input.resolve("part.txt"), StandardCopyOption.ATOMIC_MOVE);

    await().until(() -> written(directory.resolve("out")).contains("second"));
    assertThat(written(directory.resolve("out"))).containsExactly("first", "second");
  }

  @Test
  void endsWithTheErrorOfAFunctionThatKeepsFailing() {
    Queue<List<String>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of("x"));
    context
        .queueStream(queue)
        .map(
            line -> {
              throw new IllegalStateException("error in map task");
            })
        .print();

    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("error in map task")
        .hasMessageContaining("map at LocalJobTest.java");
  }

  @Test
  void namesWhatCannotBeSerializedBeforeAnythingRuns() {
    var connection = new Object();
    context
        .queueStream(new ConcurrentLinkedQueue<List<String>>())
        .map(line -> line + connection)
        .print();

    assertThatThrownBy(context::start)
        .hasMessageContaining("map at LocalJobTest.java")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void reducesOverSlidingWindows() {
    Queue<List<String>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of("a"));
    queue.add(List.of("a b"));
    var counts = new CopyOnWriteArrayList<Map<String, Long>>();
    words(context.queueStream(queue))
        .reduceByKeyAndWindow(Long::sum, INTERVAL.multipliedBy(2))
        .foreachRDD(
            rdd -> {
              counts.add(new HashMap<>(rdd.collectAsMap()));
            });

    context.start();

    await().until(() -> counts.size() >= 4);
    assertThat(List.copyOf(counts).subList(0, 4))
        .containsExactly(
            Map.of("a", 1L), Map.of("a", 2L, "b", 1L), Map.of("a", 1L, "b", 1L), Map.of());
  }

  private static PairDStream<String, Long> words(DStream<String> lines) {
    return lines
        .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
        .mapToPair(word -> Tuple2.of(word, 1L));
  }

  private static PairDStream<String, Long> running(PairDStream<String, Long> pairs) {
    return pairs.updateStateByKey(
        (values, before) ->
            Optional.of(before.orElse(0L) + values.stream().mapToLong(Long::longValue).sum()));
  }

  private static List<String> written(Path directory) throws IOException {
    var lines = new ArrayList<String>();
    if (Files.isDirectory(directory)) {
      try (var files = Files.walk(directory)) {
        for (var file :
            files.filter(path -> path.getFileName().toString().startsWith("part-")).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
