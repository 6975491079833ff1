package dev.sluice.worker.cli;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that driver processes of tests run: counts the same words in every batch. */
public final class EveryWord {
  private EveryWord() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    var context = new StreamingContext(new SluiceConf(), Duration.ofMillis(100));
    context
        .generatedStream(time -> List.of("whale", "ship"), 1)
        .mapToPair(word -> Tuple2.of(word, 1L))
        .<Long>updateStateByKey((added, before) -> Optional.of(before.orElse(0L) + added.size()))
        .uid("counts")
        .foreachRDD(rdd -> rdd.count());
    context.start();
    context.awaitTermination();
  }
}
