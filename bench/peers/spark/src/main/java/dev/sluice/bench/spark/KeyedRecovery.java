package dev.sluice.bench.spark;

import dev.sluice.bench.workload.KeyRounds;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Tally;
import java.nio.file.Path;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** Running counts of many keys; killed from outside, it is started anew and goes on. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
public final class KeyedRecovery {
  private KeyedRecovery() {}

  /**
   * Runs the job from its checkpoint, if there is one.
   *
   * @param arguments the directory for what it tells
   */
  public static void main(String[] arguments) throws InterruptedException {
    var checkpoint = Options.scratchDirectory() + "/checkpoint";
    var context =
        JavaStreamingContext.getOrCreate(
            checkpoint, () -> create(Path.of(arguments[0]), checkpoint));
    context.start();
    context.awaitTermination();
  }

  private static JavaStreamingContext create(Path directory, String checkpoint) {
    var interval = Options.number("intervalMillis", 1_000);
    var rounds = new KeyRounds(directory, interval);
    var context = Settings.context("recovery", interval);
    context.checkpoint(checkpoint);
    JavaPairDStream<Long, Long> ones =
        RoundStream.of(context, rounds).mapToPair(key -> new Tuple2<>(key, 1L));
    ones.mapWithState(
            StateSpec.<Long, Long, Long, Tuple2<Long, Long>>function(KeyedRecovery::count)
                .numPartitions(Tally.SOURCES))
        .foreachRDD(
            (counts, time) -> {
              var expected = rounds.expected(time.milliseconds());
              var right = counts.filter(count -> count._2() == expected).count();
              rounds.tell(time.milliseconds(), right);
            });
    return context;
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.get();
    state.update(count);
    return new Tuple2<>(key, count);
  }
}
