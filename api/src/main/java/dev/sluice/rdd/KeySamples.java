package dev.sluice.rdd;

import dev.sluice.Tuple2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Sampling;
import dev.sluice.runtime.RddRunner;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Samples of pairs with a fraction of its own for each key.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
abstract class KeySamples<K, V> extends SelfTransformations<Tuple2<K, V>, PairRDD<K, V>> {
  KeySamples(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Takes some of the pairs of each key, by chance; another sample at each call.
   *
   * @param withReplacement whether a pair may be taken several times
   * @param fractions for each key the chance of its pairs, or how often one is taken on average; a
   *     key that is missing fails the task
   * @return the sample
   */
  public PairRDD<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions) {
    return sampleByKey(withReplacement, fractions, ThreadLocalRandom.current().nextLong());
  }

  /**
   * Takes some of the pairs of each key, by chance.
   *
   * @param withReplacement whether a pair may be taken several times
   * @param fractions for each key the chance of its pairs, or how often one is taken on average; a
   *     key that is missing fails the task
   * @param seed gives the same sample of the same partitions
   * @return the sample
   */
  public PairRDD<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions, long seed) {
    return withNode(Sampling.byKey(node(), withReplacement, fractions, seed));
  }

  /**
   * Takes an exact share of the pairs of each key by chance, rounded up; another sample at each
   * call. All values of a key are in memory at once.
   *
   * @param withReplacement whether a pair may be taken several times
   * @param fractions the share of each key; a key that is missing fails the task
   * @return the sample
   */
  public PairRDD<K, V> sampleByKeyExact(boolean withReplacement, Map<K, Double> fractions) {
    return sampleByKeyExact(withReplacement, fractions, ThreadLocalRandom.current().nextLong());
  }

  /**
   * Takes an exact share of the pairs of each key by chance, rounded up. All values of a key are in
   * memory at once.
   *
   * @param withReplacement whether a pair may be taken several times
   * @param fractions the share of each key; a key that is missing fails the task
   * @param seed where chance begins; values come in no order, so it does not decide alone
   * @return the sample
   */
  public PairRDD<K, V> sampleByKeyExact(
      boolean withReplacement, Map<K, Double> fractions, long seed) {
    return withNode(Sampling.exactlyByKey(node(), withReplacement, fractions, seed));
  }
}
