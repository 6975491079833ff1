package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of the context and their actions, outside of output operations. */
@Timeout(60)
class DataSetJobTest {
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  @TempDir private Path directory;

  private final StreamingContext context =
      new StreamingContext(new SluiceConf().setMaster("local[2]"), Duration.ofMillis(50));
  private final CopyOnWriteArrayList<Long> batches = new CopyOnWriteArrayList<>();

  @BeforeEach
  void addOutput() {
    context
        .queueStream(new ConcurrentLinkedQueue<List<Integer>>())
        .foreachRDD(
            rdd -> {
              batches.add(rdd.count());
            });
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void collectsAListFromMainWhileTheJobRuns() {
    context.start();

    var numbers = context.sparkContext().parallelize(List.of(1, 2, 3, 4, 5), 3);

    assertThat(numbers.collect()).containsExactly(1, 2, 3, 4, 5);
    assertThat(numbers.getNumPartitions()).isEqualTo(3);
    assertThat(numbers.map(number -> number * 2).filter(number -> number > 4).collect())
        .containsExactly(6, 8, 10);
    await().until(() -> batches.size() > 2);
  }

  @Test
  void givesAListAsManyPartitionsAsTheDefaultParallelism() {
    context.start();

    var sc = context.sparkContext();

    assertThat(sc.parallelize(List.of(1)).getNumPartitions()).isEqualTo(2);
    assertThat(sc.parallelize(List.of(1, 2), 5).getNumPartitions()).isEqualTo(5);
    assertThat(sc.emptyRDD().getNumPartitions()).isZero();
    assertThat(sc.emptyRDD().collect()).isEmpty();
    assertThat(sc.<Integer>emptyRDD().map(n -> n + 1).count()).isZero();
  }

  @Test
  void reducesPairsByKeyOverAShuffle() {
    context.start();

    var pairs =
        context
            .sparkContext()
            .parallelizePairs(List.of(Tuple2.of("a", 1), Tuple2.of("b", 2), Tuple2.of("a", 3)), 2);

    assertThat(pairs.reduceByKey(Integer::sum).collectAsMap()).isEqualTo(Map.of("a", 4, "b", 2));
    assertThat(pairs.context().parallelize(List.of(7)).collect()).containsExactly(7);
  }

  @Test
  void putsDataSetsBehindEachOtherInOrder() {
    context.start();

    var sc = context.sparkContext();
    var all =
        sc.union(
            sc.parallelize(List.of(1, 2)), sc.<Integer>emptyRDD(), sc.parallelize(List.of(3, 4)));

    assertThat(all.collect()).containsExactly(1, 2, 3, 4);
    assertThat(all.union(sc.parallelize(List.of(5))).reduce(Integer::sum)).isEqualTo(15);
  }

  @Test
  void readsTheLinesOfTextFiles() throws IOException {
    Files.writeString(directory.resolve("b.txt"), "3\n");
    Files.writeString(directory.resolve("a.txt"), "1\n2\n");
    Files.writeString(directory.resolve(".hidden"), "no\n");
    context.start();

    var sc = context.sparkContext();

    assertThat(sc.textFile(directory.toString()).collect()).containsExactly("1", "2", "3");
    assertThat(sc.textFile(directory.resolve("b.txt").toString()).collect()).containsExactly("3");
    var cut = sc.textFile(directory.toString(), 3);
    assertThat(cut.getNumPartitions()).isGreaterThanOrEqualTo(3);
    assertThat(cut.collect()).containsExactly("1", "2", "3");
    assertThatThrownBy(() -> sc.textFile(directory.toString(), 0)).hasMessageContaining("65536: 0");
  }

  @Test
  void runsActionsOfManyThreadsAtATime() {
    context.start();

    var sc = context.sparkContext();
    var counts =
        IntStream.range(0, 40)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> sc.parallelize(List.of(n, n), 2).reduce(Integer::sum)))
            .toList();

    for (var n = 0; n < counts.size(); n++) {
      assertThat(counts.get(n).join()).isEqualTo(2 * n);
    }
  }

  @Test
  void triesAnActionAgainAndLeavesTheJobAlone() {
    context.start();
    ATTEMPTS.set(0);
    var numbers = context.sparkContext().parallelize(List.of(1), 1);

    var answer =
        numbers.map(
            number -> {
              if (ATTEMPTS.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return number + 41;
            });

    assertThat(answer.collect()).containsExactly(42);
    assertThat(ATTEMPTS).hasValue(3);
  }

  @Test
  void throwsWhatAnActionKeepsFailingWithAndGoesOn() {
    context.start();
    var failing =
        context
            .sparkContext()
            .parallelize(List.of(1))
            .map(
                number -> {
                  throw new IllegalStateException("error in action");
                });

    assertThatThrownBy(failing::collect)
        .hasMessageContaining("error in action")
        .hasMessageContaining("map at DataSetJobTest.java");

    var before = batches.size();
    await().until(() -> batches.size() > before + 2);
    assertThat(context.sparkContext().textFile("/nowhere/at/all").context()).isNotNull();
    assertThatThrownBy(() -> context.sparkContext().textFile("/nowhere/at/all").collect())
        .hasMessageContaining("/nowhere/at/all");
  }

  @Test
  void refusesAnActionAfterTheEnd() {
    context.start();
    context.stop();

    assertThatThrownBy(() -> context.sparkContext().parallelize(List.of(1)).count())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the job has ended");
  }

  @Test
  void refusesTheDataOfABatchAfterItsOutputOperation() {
    var kept = new CopyOnWriteArrayList<dev.sluice.rdd.RDD<Integer>>();
    var input = new ConcurrentLinkedQueue<List<Integer>>();
    input.add(List.of(1));
    context
        .queueStream(input)
        .foreachRDD(
            rdd -> {
              kept.add(rdd);
            });
    context.start();
    await().until(() -> kept.size() > 1);

    assertThatThrownBy(() -> kept.get(0).count())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only while its output operations are called");
  }
}
