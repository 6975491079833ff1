package dev.sluice.worker.cli;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.driver.DriverEngine;
import dev.sluice.worker.launch.TemporaryDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of the engine's own that a process runs inside of its JVM while it stands by: what the
 * first batches of the real job will go through is loaded and compiled then. It touches nothing of
 * that job, writes to a temporary directory alone, and a failure means nothing.
 *
 * @see <a href="docs/adr/0015-standby-drivers.md">ADR 15</a>
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long INTERVAL_MILLIS = 20;
  private static final int BATCHES = 60;
  private static final long LONGEST_SECONDS = 5;
  private static final int KEYS = 500;

  private WarmUp() {}

  /**
   * Runs it, for some seconds at the most.
   *
   * @return whether it went through
   */
  static boolean run() {
    var startedAt = System.nanoTime();
    try (var directory = TemporaryDirectory.create("sluice-warm-up")) {
      var counted = count(directory);
      LOG.info("warmed up in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt));
      return counted;
    } catch (RuntimeException | IOException e) {
      LOG.debug("the warm-up failed", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean count(TemporaryDirectory directory) throws InterruptedException {
    var done = new CountDownLatch(BATCHES);
    var conf = new SluiceConf().setMaster("local[2]").setAppName("warm-up");
    try (var context =
        new StreamingContext(
            conf.set("checkpoint.periodSeconds", "1"),
            Durations.milliseconds(INTERVAL_MILLIS),
            DriverEngine.ofThisJvm())) {
      context.checkpoint(directory.path().toString());
      var words = IntStream.range(0, KEYS).mapToObj(index -> "word " + index).toList();
      context
          .generatedStream(time -> words, 2)
          .flatMap(word -> List.of(word).iterator())
          .mapToPair(word -> Tuple2.of(word, 1L))
          .reduceByKey(Long::sum)
          .<Long>updateStateByKey(
              (added, before) ->
                  Optional.of(before.orElse(0L) + added.stream().mapToLong(Long::longValue).sum()))
          .uid("counts")
          .foreachRDD(
              counts -> {
                var unused = counts.collect();
                done.countDown();
              });
      context.start();
      var counted = done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      context.stop();
      return counted;
    }
  }
}
