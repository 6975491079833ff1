package dev.sluice.testkit;

import dev.sluice.Tuple2;
import dev.sluice.streaming.PairDStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Batches of pairs that come out of a job under test; see {@link TestOutput}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class TestPairOutput<K, V> extends TestOutput<Tuple2<K, V>> {
  /** Makes an output without batches. */
  public TestPairOutput() {}

  /**
   * Takes every batch of a stream; an output operation of the job.
   *
   * @param stream the stream
   */
  public void collect(PairDStream<K, V> stream) {
    stream.foreachRDD(this::take);
  }

  /**
   * {@return the pairs of each batch as a map}
   *
   * @throws IllegalStateException if a key is there twice in a batch
   */
  public List<Map<K, V>> maps() {
    return batches().stream().map(TestPairOutput::map).toList();
  }

  private static <K, V> Map<K, V> map(List<Tuple2<K, V>> pairs) {
    var map = new HashMap<K, V>();
    for (var pair : pairs) {
      if (map.containsKey(pair._1())) {
        throw new IllegalStateException("key %s is there twice: %s".formatted(pair._1(), pairs));
      }
      map.put(pair._1(), pair._2());
    }
    return map;
  }
}
