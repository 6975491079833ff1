package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.bench.workload.KeyRounds;
import dev.sluice.bench.workload.Options;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/** Running counts of many keys as a job of {@code sluice run} that is killed from outside. */
public final class KeyedRecovery {
  private KeyedRecovery() {}

  /**
   * Runs the job.
   *
   * @param arguments the directory for what it tells; options as NAME=NUMBER
   */
  public static void main(String[] arguments) throws Exception {
    Options.override(arguments);
    var interval = Options.number("intervalMillis", 100);
    var rounds = new KeyRounds(Path.of(arguments[0]), interval);
    try (var context = new StreamingContext(new SluiceConf(), Durations.milliseconds(interval))) {
      context
          .generatedStream(
              time ->
                  LongStream.range(
                          rounds.from(time.milliseconds()), rounds.until(time.milliseconds()))
                      .boxed()
                      .toList(),
              2)
          .mapToPair(key -> new Tuple2<>(key, 1L))
          .mapWithState(StateSpec.function(KeyedRecovery::count))
          .mapToPair(count -> count)
          .foreachRDD(
              (counts, time) -> {
                var expected = rounds.expected(time.milliseconds());
                var right = counts.filter(count -> count._2() == expected).count();
                rounds.tell(time.milliseconds(), right);
              });
      context.start();
      context.awaitTermination();
    }
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.orElse(0L);
    state.update(count);
    return new Tuple2<>(key, count);
  }
}
