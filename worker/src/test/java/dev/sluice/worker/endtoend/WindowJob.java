package dev.sluice.worker.endtoend;

import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs a job over given batches in this JVM and gives what a stream of it has had. */
final class WindowJob {
  static final Duration BATCH = Duration.ofMillis(20);

  private WindowJob() {}

  static Duration batches(int number) {
    return BATCH.multipliedBy(number);
  }

  /** The batches of the stream that a job makes of the input, in order of their times. */
  static <T, R> List<List<R>> run(
      Path directory, List<List<T>> input, int results, Function<DStream<T>, DStream<R>> job) {
    var gathered = new ConcurrentSkipListMap<Time, List<R>>();
    try (var context = context(directory)) {
      job.apply(context.queueStream(queue(input)))
          .foreachRDD((rdd, time) -> gathered.put(time, new ArrayList<>(rdd.collect())));
      context.start();
      await().atMost(20, TimeUnit.SECONDS).until(() -> gathered.size() >= results);
    }
    return List.copyOf(gathered.values()).subList(0, results);
  }

  /** As {@link #run}, for a stream of pairs, which are given as text. */
  static <T> List<List<String>> runPairs(
      Path directory,
      List<List<T>> input,
      int results,
      Function<DStream<T>, PairDStream<?, ?>> job) {
    return run(
        directory,
        input,
        results,
        lines -> job.apply(lines).map(pair -> pair._1() + ":" + pair._2()));
  }

  static StreamingContext context(Path directory) {
    var context = new StreamingContext(new SluiceConf().setMaster("local[2]"), BATCH);
    context.checkpoint(directory.toString());
    return context;
  }

  static <T> Queue<List<T>> queue(List<List<T>> batches) {
    return new ConcurrentLinkedQueue<>(batches);
  }
}
