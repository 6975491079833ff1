package dev.sluice.worker.endtoend;

import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.DStreamLike;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs a job without state over given batches in this JVM; what its streams had, batch by batch.
 */
final class BatchJob implements AutoCloseable {
  private final StreamingContext context;
  private int batches;

  /** A job with batches of 20 ms on two lanes, with two partitions where nothing else is said. */
  BatchJob() {
    this(new SluiceConf().setMaster("local[2]").set("default.parallelism", "2"));
  }

  BatchJob(SluiceConf conf) {
    context = new StreamingContext(conf, Duration.ofMillis(20));
  }

  StreamingContext context() {
    return context;
  }

  /** A stream of these batches, and empty ones after them. */
  @SafeVarargs
  final <T> DStream<T> input(List<T>... inputs) {
    var all = new ArrayList<List<T>>();
    for (var input : inputs) {
      all.add(input);
    }
    return inputs(all);
  }

  <T> DStream<T> inputs(List<List<T>> inputs) {
    batches = Math.max(batches, inputs.size());
    return context.queueStream(new ConcurrentLinkedQueue<>(inputs));
  }

  /** Runs the job; the batches of one stream as lists, in the order of partitions. */
  <T> List<List<T>> run(DStreamLike<T, ?, ?> stream) {
    var gathered = new ConcurrentSkipListMap<Time, List<T>>();
    asStream(stream).foreachRDD((rdd, time) -> gathered.put(time, new ArrayList<>(rdd.collect())));
    context.start();
    await()
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(5))
        .failFast(this::rethrow)
        .until(() -> gathered.size() >= batches);
    return List.copyOf(gathered.values()).subList(0, batches);
  }

  /** Runs the job until it fails. */
  Exception failureOf(DStreamLike<?, ?, ?> stream) {
    stream.print();
    context.start();
    try {
      context.awaitTerminationOrTimeout(30_000);
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("the job did not fail");
  }

  @Override
  public void close() {
    context.stop();
  }

  private void rethrow() throws Exception {
    context.awaitTerminationOrTimeout(1);
  }

  @SuppressWarnings("unchecked") // a stream of pairs is one of tuples
  private static <T> DStream<T> asStream(DStreamLike<T, ?, ?> stream) {
    return stream instanceof PairDStream<?, ?> pairs
        ? (DStream<T>) pairs.toDStream()
        : (DStream<T>) stream;
  }
}
