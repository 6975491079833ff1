package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.HashPartitioner;
import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cogroup and joins of two streams; cases and results are those of Spark's own tests. */
@Timeout(60)
class JoinOperationsTest {
  private final BatchJob job = new BatchJob();

  @AfterEach
  void stop() {
    job.close();
  }

  @Test
  void cogroupsTwoStreams() {
    var left = ones(List.of(List.of("a", "a", "b"), List.of("a", ""), List.of(""), List.of()));
    var right = marks(List.of(List.of("a", "a", "b"), List.of("b", ""), List.of(), List.of()));

    var batches = job.run(left.cogroup(right).mapValues(Object::toString));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", "([1, 1],[x, x])"), pair("b", "([1],[x])"));
    assertThat(batches.get(1))
        .containsExactlyInAnyOrder(
            pair("a", "([1],[])"), pair("b", "([],[x])"), pair("", "([1],[x])"));
    assertThat(batches.get(2)).containsExactly(pair("", "([1],[])"));
    assertThat(batches.get(3)).isEmpty();
  }

  @Test
  void joinsKeysOfBothStreams() {
    var batches = job.run(left().join(right()));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", pair(1, "x")), pair("b", pair(1, "x")));
    assertThat(batches.get(1)).containsExactly(pair("", pair(1, "x")));
    assertThat(batches.get(2)).isEmpty();
    assertThat(batches.get(3)).isEmpty();
  }

  @Test
  void keepsKeysOfTheLeftStream() {
    var batches = job.run(left().leftOuterJoin(right(), 3));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", pair(1, some("x"))), pair("b", pair(1, some("x"))));
    assertThat(batches.get(1))
        .containsExactlyInAnyOrder(
            pair("", pair(1, some("x"))), pair("a", pair(1, Optional.<String>empty())));
    assertThat(batches.get(2)).containsExactly(pair("", pair(1, Optional.<String>empty())));
    assertThat(batches.get(3)).isEmpty();
  }

  @Test
  void keepsKeysOfTheRightStream() {
    var batches = job.run(left().rightOuterJoin(right(), new HashPartitioner(3)));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", pair(some(1), "x")), pair("b", pair(some(1), "x")));
    assertThat(batches.get(1))
        .containsExactlyInAnyOrder(
            pair("", pair(some(1), "x")), pair("b", pair(Optional.<Integer>empty(), "x")));
    assertThat(batches.get(2)).isEmpty();
    assertThat(batches.get(3)).containsExactly(pair("", pair(Optional.<Integer>empty(), "x")));
  }

  @Test
  void keepsKeysOfBothStreams() {
    var batches = job.run(left().fullOuterJoin(right()));

    assertThat(batches.get(1))
        .containsExactlyInAnyOrder(
            pair("", pair(some(1), some("x"))),
            pair("a", pair(some(1), Optional.<String>empty())),
            pair("b", pair(Optional.<Integer>empty(), some("x"))));
    assertThat(batches.get(2)).containsExactly(pair("", pair(some(1), Optional.<String>empty())));
    assertThat(batches.get(3))
        .containsExactly(pair("", pair(Optional.<Integer>empty(), some("x"))));
  }

  @Test
  void joinsAStreamWithItself() {
    var left = ones(List.of(List.of("a", "a")));

    assertThat(job.run(left.join(left)).get(0)).hasSize(4).containsOnly(pair("a", pair(1, 1)));
  }

  @Test
  void joinsStreamsThatWereReducedBefore() {
    var counts = ones(List.of(List.of("a", "a", "b"), List.of("c"))).reduceByKey(Integer::sum);
    var marks = marks(List.of(List.of("a", "b"), List.of("d")));

    var batches = job.run(counts.leftOuterJoin(marks));

    assertThat(batches.get(0))
        .containsExactlyInAnyOrder(pair("a", pair(2, some("x"))), pair("b", pair(1, some("x"))));
    assertThat(batches.get(1)).containsExactly(pair("c", pair(1, Optional.<String>empty())));
  }

  @Test
  void saysWhichJoinCannotHoldANullValue() {
    PairDStream<String, String> nulls =
        job.input(List.of("a")).mapToPair(word -> pair(word, nothing()));

    assertThat(job.failureOf(ones(List.of(List.of("a"))).leftOuterJoin(nulls)))
        .hasMessageContaining("leftOuterJoin at JoinOperationsTest.java")
        .hasMessageContaining("a value is null");
  }

  @Test
  void refusesAStreamOfAnotherContext() {
    try (var other =
        new StreamingContext(new SluiceConf().setMaster("local[1]"), Duration.ofMillis(20))) {
      PairDStream<String, Integer> foreign =
          other
              .queueStream(new ConcurrentLinkedQueue<List<String>>())
              .mapToPair(word -> pair(word, 1));

      assertThatThrownBy(() -> left().join(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("join needs streams of one context");
    }
  }

  private PairDStream<String, Integer> left() {
    return ones(List.of(List.of("a", "b"), List.of("a", ""), List.of(""), List.of()));
  }

  private PairDStream<String, String> right() {
    return marks(List.of(List.of("a", "b"), List.of("b", ""), List.of(), List.of("")));
  }

  private PairDStream<String, Integer> ones(List<List<String>> batches) {
    return job.inputs(batches).mapToPair(word -> pair(word, 1));
  }

  private PairDStream<String, String> marks(List<List<String>> batches) {
    return job.inputs(batches).mapToPair(word -> pair(word, "x"));
  }

  private static <T> Optional<T> some(T value) {
    return Optional.of(value);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a program may do wrong
  private static <T> T nothing() {
    return null;
  }

  private static <A, B> Tuple2<A, B> pair(A first, B second) {
    return new Tuple2<>(first, second);
  }
}
