package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broadcast variables and accumulators of whole jobs in this JVM. */
@Timeout(60)
class SharedVariablesJobTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  @TempDir private Path directory;

  private StreamingContext context = newContext();
  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();
  private final CopyOnWriteArrayList<String> seen = new CopyOnWriteArrayList<>();

  private static StreamingContext newContext() {
    return new StreamingContext(new SluiceConf().setMaster("local[2]"), INTERVAL);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void givesFunctionsTheBroadcastValue() {
    var blocked = context.sparkContext().broadcast(List.of("b"));
    input.add(List.of("a", "b", "c"));
    context
        .queueStream(input)
        .filter(name -> !blocked.value().contains(name))
        .foreachRDD(
            rdd -> {
              seen.addAll(rdd.collect());
            });

    context.start();

    await().until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("a", "c");
    assertThat(blocked.value()).containsExactly("b");
  }

  @Test
  void takesABroadcastValueThatIsMadeAnewWhileTheJobRuns() {
    var sc = context.sparkContext();
    var blocked = new AtomicReference<>(sc.broadcast(new ArrayList<>(List.of("a"))));
    context
        .queueStream(input)
        .transform(
            rdd -> {
              var now = blocked.get();
              return rdd.filter(name -> now == null || !now.value().contains(name));
            })
        .foreachRDD(
            rdd -> {
              seen.addAll(rdd.collect());
            });
    context.start();

    input.add(List.of("a", "b"));
    await().until(() -> seen.contains("b"));
    var before = blocked.getAndSet(sc.broadcast(new ArrayList<>(List.of("b"))));
    input.add(List.of("a", "b"));
    await().until(() -> seen.contains("a"));

    assertThat(before).isNotNull();
    assertThat(seen).containsExactly("b", "a");
  }

  @Test
  void decodesAValueAgainAfterUnpersistAndRefusesItAfterDestroy() {
    context.queueStream(input).print();
    context.start();
    var sc = context.sparkContext();
    var factor = sc.broadcast(10);
    var products = sc.parallelize(List.of(1, 2), 2).map(number -> number * factor.value());

    assertThat(products.collect()).containsExactly(10, 20);
    factor.unpersist();
    assertThat(products.collect()).containsExactly(10, 20);
    factor.destroy();

    assertThatThrownBy(products::collect).hasMessageContaining("was destroyed");
    assertThatThrownBy(factor::value).hasMessageContaining("was destroyed");
  }

  @Test
  void namesWhatCannotBeSerializedInABroadcastValue() {
    var sc = context.sparkContext();

    assertThatThrownBy(() -> sc.broadcast(List.of(new Object())))
        .hasMessageContaining("broadcast value")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void countsWhatTasksAddOncePerBatchEvenIfTheyAreTriedAgain() {
    ATTEMPTS.set(0);
    var records = context.sparkContext().longAccumulator("records");
    var sum = context.sparkContext().doubleAccumulator();
    var names = context.sparkContext().<String>collectionAccumulator("names");
    input.add(List.of("a", "b", "c"));
    input.add(List.of("d"));
    context
        .queueStream(input)
        .mapToPair(
            name -> {
              records.add(1);
              names.add(name);
              return Tuple2.of(name, 1);
            })
        .reduceByKey(Integer::sum)
        .map(
            pair -> {
              sum.add(0.5);
              if (ATTEMPTS.incrementAndGet() == 2) {
                throw new IllegalStateException("fails once");
              }
              return pair._1();
            })
        .foreachRDD(
            rdd -> {
              seen.addAll(rdd.collect());
            });

    context.start();

    await().until(() -> seen.size() == 4);
    await().until(() -> records.value() == 4);
    assertThat(sum.value()).isEqualTo(2.0);
    assertThat(names.value()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(records.count()).isEqualTo(4);
  }

  @Test
  void countsWhatAnActionAddsWhenItCompletes() {
    var dropped = context.sparkContext().longAccumulator("dropped");
    var values = new CopyOnWriteArrayList<Long>();
    input.add(List.of("a", "bb", "cc"));
    context
        .queueStream(input)
        .foreachRDD(
            rdd -> {
              var kept =
                  rdd.filter(
                          name -> {
                            if (name.length() > 1) {
                              dropped.add(1);
                              return false;
                            }
                            return true;
                          })
                      .collect();
              if (!kept.isEmpty()) {
                values.add(dropped.value());
              }
            });

    context.start();

    await().until(() -> !values.isEmpty());
    assertThat(values).containsExactly(2L);
  }

  @Test
  void mergesAnAccumulatorOfTheProgramsOwn() {
    var longest = new Longest();
    context.sparkContext().register(longest, "longest");
    context.queueStream(input).print();
    context.start();

    context
        .sparkContext()
        .parallelize(List.of("a", "ccc", "bb"), 3)
        .foreach(name -> longest.add(name));

    assertThat(longest.value()).isEqualTo("ccc");
    assertThatThrownBy(() -> context.sparkContext().register(longest))
        .hasMessageContaining("registered already");
  }

  @Test
  void findsTheValueOfANamedAccumulatorAgainAfterARestart() {
    runOnce(List.of("a", "b"), 2);
    context = newContext();
    runOnce(List.of("c"), 3);
  }

  private void runOnce(List<String> batch, long expected) {
    context.checkpoint(directory.toString());
    var records = context.sparkContext().longAccumulator("records");
    var queue = new ConcurrentLinkedQueue<List<String>>();
    queue.add(batch);
    context
        .queueStream(queue)
        .map(
            name -> {
              records.add(1);
              return name;
            })
        .print();
    context.start();
    await().until(() -> records.value() == expected);
    context.stop(true, true);
    assertThat(records.value()).isEqualTo(expected);
  }

  private static final class Longest extends AccumulatorV2<String, String> {
    private static final long serialVersionUID = 1L;

    private String value = "";

    @Override
    public boolean isZero() {
      return value.isEmpty();
    }

    @Override
    public Longest copy() {
      var copy = new Longest();
      copy.value = value;
      return copy;
    }

    @Override
    public void reset() {
      value = "";
    }

    @Override
    public void add(String other) {
      value = other.length() > value.length() ? other : value;
    }

    @Override
    public void merge(AccumulatorV2<String, String> other) {
      add(other.value());
    }

    @Override
    public String value() {
      return value;
    }
  }
}
