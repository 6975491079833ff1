package dev.sluice.worker.endtoend;

import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** Runs stateful jobs in this JVM on given batches and gives back what came out of each. */
final class StateJob implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofMillis(50);

  private final StreamingContext context;

  StateJob(Path checkpoints) {
    context =
        new StreamingContext(
            new SluiceConf().setMaster("local[2]").set("checkpoint.periodSeconds", "1"), INTERVAL);
    context.checkpoint(checkpoints.toString());
  }

  StreamingContext context() {
    return context;
  }

  <T> DStream<T> stream(List<List<T>> batches) {
    Queue<List<T>> queue = new ConcurrentLinkedQueue<>(batches);
    return context.queueStream(queue);
  }

  /** A stream that a restarted job may have; a queue cannot be brought back. */
  DStream<String> files(Path directory) {
    return context.textFileStream(directory.toString());
  }

  /** Starts the job and waits for the pairs of its first batches. */
  static <K, V> List<Map<K, V>> firstBatches(PairDStream<K, V> stream, int number) {
    var context = stream.context();
    var batches = new ConcurrentSkipListMap<Time, Map<K, V>>();
    stream.foreachRDD((rdd, time) -> batches.put(time, new HashMap<>(rdd.collectAsMap())));
    context.start();
    await().until(() -> batches.size() >= number);
    return new ArrayList<>(batches.values()).subList(0, number);
  }

  /** Starts the job and waits for the records of its first batches, by time. */
  static <T> List<Map.Entry<Time, List<T>>> firstRecords(DStream<T> stream, int number) {
    var batches = new ConcurrentSkipListMap<Time, List<T>>();
    stream.foreachRDD((rdd, time) -> batches.put(time, rdd.collect()));
    stream.context().start();
    await().until(() -> batches.size() >= number);
    return new ArrayList<>(batches.entrySet()).subList(0, number);
  }

  /** A data set that the program makes before the job starts. */
  <K, V> PairRDD<K, V> dataSet(Map<K, V> pairs) {
    return context
        .sparkContext()
        .parallelizePairs(
            pairs.entrySet().stream()
                .map(entry -> Tuple2.of(entry.getKey(), entry.getValue()))
                .toList());
  }

  @Override
  public void close() {
    context.stop();
  }
}
