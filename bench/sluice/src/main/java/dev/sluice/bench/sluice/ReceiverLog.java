package dev.sluice.bench.sluice;

import dev.sluice.StorageLevel;
import dev.sluice.Tuple2;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the write-ahead log of received blocks costs: records a second with and without it, and how
 * many objects a second it takes, with some receivers in one worker.
 */
public final class ReceiverLog {
  private static final List<Integer> RECEIVERS = List.of(1, 4, 16);
  private static final int FIRST_RATE = 50_000;
  private static final int MAX_RATE = Options.number("rate", 0);

  private ReceiverLog() {}

  private record Figures(double recordsASecond, double objectsASecond) {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var report = new Report();
    var verified = true;
    for (int receivers : RECEIVERS) {
      var without = run(receivers, false);
      var with = run(receivers, true);
      verified &= with.recordsASecond() > 0 && without.recordsASecond() > 0;
      report.put("perSecond" + receivers, without.recordsASecond(), 0);
      report.put("loggedPerSecond" + receivers, with.recordsASecond(), 0);
      report.put("percent" + receivers, 100 * with.recordsASecond() / without.recordsASecond(), 0);
      report.put("objectsASecond" + receivers, with.objectsASecond(), 1);
    }
    report.finish(verified ? Optional.empty() : Optional.of("a job processed nothing"));
  }

  private static Figures run(int receivers, boolean logged) throws Exception {
    var directory = Files.createTempDirectory(Path.of(Options.scratchDirectory()), "receiver-log-");
    var conf =
        Jobs.conf("receiver-log")
            .set("streaming.backpressure.enabled", "true")
            .set("streaming.backpressure.initialRate", Integer.toString(FIRST_RATE / receivers))
            .set("streaming.receiver.writeAheadLog.enable", Boolean.toString(logged));
    if (MAX_RATE > 0) {
      conf.set("streaming.receiver.maxRate", Integer.toString(MAX_RATE / receivers));
    }
    var records = new LongAdder();
    try (var context = Jobs.context(conf, Options.number("intervalMillis", 200))) {
      context.checkpoint(directory.toString());
      for (int number = 0; number < receivers; number++) {
        context
            .receiverStream(new LineReceiver(StorageLevel.MEMORY_ONLY_SER))
            .flatMap(line -> List.of(line.split(" ")).iterator())
            .mapToPair(word -> new Tuple2<>(word, 1L))
            .reduceByKey(Long::sum)
            .foreachRDD(
                counts -> {
                  counts.collect().forEach(count -> records.add(count._2()));
                });
      }
      context.start();
      await(Options.number("warmSeconds", 6));
      long before = records.sum();
      long objects = objects(directory);
      long begin = System.nanoTime();
      await(Options.number("measureSeconds", 4));
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Figures(
          (records.sum() - before) / seconds / LineReceiver.WORDS,
          (objects(directory) - objects) / seconds);
    }
  }

  private static void await(int seconds) throws InterruptedException {
    var unused = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }

  /** How many segments were written: they are numbered from 0, and the oldest are removed. */
  private static long objects(Path directory) throws IOException {
    var log = directory.resolve("wal");
    if (!Files.isDirectory(log)) {
      return 0;
    }
    try (var files = Files.walk(log)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{20}-.*"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 20)) + 1)
          .max()
          .orElse(0);
    }
  }
}
