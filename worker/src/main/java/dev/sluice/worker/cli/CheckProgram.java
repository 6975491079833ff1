package dev.sluice.worker.cli;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.Tuple2;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The job that {@code sluice check} runs: counts a few words that a receiver stores. */
final class CheckProgram {
  private static final List<String> WORDS = List.of("call", "me", "ishmael", "call", "call");

  private CheckProgram() {}

  /**
   * Runs it until the words are counted, and stops it gracefully.
   *
   * @return how often it saw the word that is there three times
   * @throws TimeoutException if there is no result in time
   */
  static long run(long intervalMillis, long timeoutSeconds) throws Exception {
    var result = new CompletableFuture<Long>();
    try (var context =
        new StreamingContext(
            new SluiceConf().setAppName("check"), Durations.milliseconds(intervalMillis))) {
      context
          .receiverStream(new Words())
          .mapToPair(word -> Tuple2.of(word, 1L))
          .reduceByKey(Long::sum)
          .<Long>updateStateByKey(
              (now, before) -> Optional.of(now.isEmpty() ? before.orElse(0L) : now.get(0)))
          .uid("counts")
          .foreachRDD(
              rdd ->
                  rdd.collect().stream()
                      .filter(pair -> pair._1().equals("call"))
                      .forEach(pair -> result.complete(pair._2())));
      context.start();
      var count = result.get(timeoutSeconds, TimeUnit.SECONDS);
      context.stop(true, true);
      return count;
    }
  }

  /** Stores the words as one block. */
  private static final class Words extends Receiver<String> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(StorageLevel.MEMORY_AND_DISK_SER_2);
    }

    @Override
    public void onStart() {
      var thread = new Thread(this::storeAll, "check-words");
      thread.setDaemon(true);
      thread.start();
    }

    private void storeAll() {
      store(WORDS.iterator(), "end");
      stop("all words are stored");
    }

    @Override
    public void onStop() {}
  }
}
