package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.Tuple2;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data sets that a program has persisted, in whole jobs in this JVM. */
@Timeout(60)
class PersistedDataJobTest {
  private static final AtomicInteger COMPUTED = new AtomicInteger();
  private static final AtomicInteger WRITTEN = new AtomicInteger();
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  private StreamingContext context = newContext(new SluiceConf());
  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();
  private final CopyOnWriteArrayList<List<String>> passed = new CopyOnWriteArrayList<>();

  private static StreamingContext newContext(SluiceConf conf) {
    return new StreamingContext(conf.setMaster("local[2]"), Duration.ofMillis(50));
  }

  @BeforeEach
  void resetCounters() {
    COMPUTED.set(0);
    WRITTEN.set(0);
    ATTEMPTS.set(0);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void computesAPersistedDataSetOnceAndAnyOtherOneForEachAction() {
    begin();
    var numbers = counted(List.of(1, 2, 3, 4, 5));

    assertThat(numbers.collect()).containsExactly(1, 2, 3, 4, 5);
    assertThat(numbers.count()).isEqualTo(5);
    assertThat(COMPUTED.getAndSet(0)).isEqualTo(10);

    numbers.cache();
    assertThat(numbers.getStorageLevel()).isEqualTo(StorageLevel.MEMORY_ONLY);
    assertThat(numbers.collect()).containsExactly(1, 2, 3, 4, 5);
    assertThat(numbers.map(number -> number * 2).collect()).containsExactly(2, 4, 6, 8, 10);
    assertThat(numbers.getNumPartitions()).isEqualTo(3);
    assertThat(COMPUTED).hasValue(5);
  }

  @Test
  void computesAgainAfterUnpersist() {
    begin();
    var numbers = counted(List.of(1, 2, 3)).persist(StorageLevel.MEMORY_AND_DISK);
    assertThat(numbers.count()).isEqualTo(3);

    numbers.unpersist();
    assertThat(numbers.collect()).containsExactly(1, 2, 3);
    assertThat(COMPUTED).hasValue(6);

    numbers.cache();
    assertThat(numbers.count()).isEqualTo(3);
    assertThat(numbers.collect()).containsExactly(1, 2, 3);
    assertThat(COMPUTED).hasValue(9);
  }

  @Test
  void readsOnePersistedDataSetForAnother() {
    begin();
    var numbers = counted(List.of(1, 2, 3, 4)).cache();
    var sums =
        numbers
            .mapToPair(number -> Tuple2.of(number % 2, number))
            .reduceByKey(Integer::sum)
            .cache();

    assertThat(sums.collectAsMap()).containsEntry(0, 6).containsEntry(1, 4);
    assertThat(sums.union(sums).count()).isEqualTo(4);
    assertThat(numbers.count()).isEqualTo(4);

    assertThat(COMPUTED).hasValue(4);
  }

  @Test
  void computesWhatDoesNotFitForEachUse() {
    context = newContext(new SluiceConf().set("datasets.memoryBytes", "100"));
    begin();
    var large = counted(IntStream.range(0, 1000).boxed().toList()).cache();
    var small = counted(List.of(1)).cache();

    assertThat(large.count()).isEqualTo(1000);
    assertThat(large.count()).isEqualTo(1000);
    assertThat(COMPUTED.getAndSet(0)).isGreaterThanOrEqualTo(2000);
    assertThat(small.count()).isEqualTo(1);
    assertThat(small.collect()).containsExactly(1);
    assertThat(COMPUTED).hasValue(1);
  }

  @Test
  void doesNotSendAPersistedListAgainWithEachBatch() {
    var blocked = blocked().cache();
    filter(blocked);
    context.start();

    input.add(List.of("a", "b"));
    await().until(() -> passed.size() == 1);
    var written = WRITTEN.get();
    input.add(List.of("b", "c"));
    await().until(() -> passed.size() == 2);
    input.add(List.of("d", "b"));
    await().until(() -> passed.size() == 3);

    assertThat(passed).containsExactly(List.of("a"), List.of("c"), List.of("d"));
    assertThat(COMPUTED).hasValue(1);
    assertThat(WRITTEN).hasValue(written);
  }

  @Test
  void goesOnWithoutADataSetThatIsUnpersistedBetweenBatches() {
    var blocked = blocked().cache();
    filter(blocked);
    context.start();

    for (var batch = 1; batch <= 5; batch++) {
      var size = batch;
      input.add(List.of("a", "b"));
      await().until(() -> passed.size() == size);
      blocked.unpersist();
      blocked.cache();
    }

    assertThat(passed).hasSize(5).containsOnly(List.of("a"));
    assertThat(COMPUTED).hasValueGreaterThan(1);
  }

  @Test
  void computesALostDataSetAgainWhenABatchIsTriedAgain() {
    var blocked = blocked().cache();
    context
        .queueStream(input)
        .transformToPair(
            rdd -> rdd.mapToPair(name -> Tuple2.of(name, 1)).subtractByKey(keys(blocked)))
        .reduceByKey(Integer::sum)
        .map(
            pair -> {
              if (ATTEMPTS.incrementAndGet() == 2) {
                throw new IllegalStateException("fails once");
              }
              return pair._1();
            })
        .foreachRDD(this::addIfAny);
    context.start();

    input.add(List.of("a", "b"));
    await().until(() -> passed.size() == 1);
    assertThat(COMPUTED).hasValue(1);
    input.add(List.of("b", "c"));
    await().until(() -> passed.size() == 2);
    input.add(List.of("d", "b"));
    await().until(() -> passed.size() == 3);

    assertThat(passed).containsExactly(List.of("a"), List.of("c"), List.of("d"));
    assertThat(COMPUTED).hasValueGreaterThan(1);
    assertThat(blocked.count()).isEqualTo(1);
  }

  @Test
  void keepsWhatAnOutputOperationHasMadeUntilItReturns() {
    context = newContext(new SluiceConf().set("datasets.memoryBytes", "100"));
    context
        .queueStream(input)
        .foreachRDD(
            rdd -> {
              var copies =
                  rdd.map(
                          name -> {
                            COMPUTED.incrementAndGet();
                            return name;
                          })
                      .cache();
              if (copies.count() > 0) {
                addIfAny(copies);
              }
            });
    context.start();

    var sixtyLetters = "a".repeat(60);
    for (var batch = 1; batch <= 4; batch++) {
      var size = batch;
      input.add(List.of(sixtyLetters));
      await().until(() -> passed.size() == size);
    }

    // Had the first one stayed, the others would not have fitted.
    assertThat(COMPUTED).hasValue(4);
    assertThat(passed).containsOnly(List.of(sixtyLetters));
  }

  private void begin() {
    context.queueStream(input).print();
    context.start();
  }

  private RDD<Integer> counted(List<Integer> numbers) {
    return context
        .sparkContext()
        .parallelize(numbers, 3)
        .map(
            number -> {
              COMPUTED.incrementAndGet();
              return number;
            });
  }

  private RDD<Name> blocked() {
    return context
        .sparkContext()
        .parallelize(List.of(new Name("b")), 1)
        .map(
            name -> {
              COMPUTED.incrementAndGet();
              return name;
            });
  }

  private void filter(RDD<Name> blocked) {
    context
        .queueStream(input)
        .transform(
            rdd ->
                rdd.mapToPair(name -> Tuple2.of(name, 1))
                    .subtractByKey(keys(blocked))
                    .map(Tuple2::_1))
        .foreachRDD(this::addIfAny);
  }

  private static PairRDD<String, Integer> keys(RDD<Name> names) {
    return names.mapToPair(name -> Tuple2.of(name.text, 1));
  }

  private void addIfAny(RDD<String> rdd) {
    var names = new ArrayList<>(rdd.collect());
    if (!names.isEmpty()) {
      passed.add(names);
    }
  }

  /** Counts how often it is written. */
  private static final class Name implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String text;

    Name(String text) {
      this.text = text;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      WRITTEN.incrementAndGet();
      out.defaultWriteObject();
    }
  }
}
