package dev.sluice.rdd;

import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Actions that may be answered in part. Those with a time limit answer exactly if that is enough,
 * which it mostly is for the data of a batch; if not they say that nothing is known yet, as Spark
 * does before the first task is done. Several of them may be under way, as with {@link
 * AsyncActions}.
 *
 * @param <T> type of the records
 */
abstract class ApproximateActions<T> extends AsyncActions<T> {
  private static final double CONFIDENCE = 0.95;

  ApproximateActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Estimates how many different records there are, without an exchange.
   *
   * @param relativeSD the relative standard deviation of the estimate, at least 0.00026; the memory
   *     of each task grows with its inverse square, 512 bytes for 0.05
   * @return about how many different records there are
   */
  public final long countApproxDistinct(double relativeSD) {
    var bits = HyperLogLog.bits(relativeSD);
    List<byte[]> partitions =
        run(
            records -> {
              var registers = HyperLogLog.empty(bits);
              while (records.hasNext()) {
                HyperLogLog.add(registers, records.next());
              }
              return registers;
            });
    var all = HyperLogLog.empty(bits);
    partitions.forEach(registers -> HyperLogLog.merge(all, registers));
    return HyperLogLog.estimate(all);
  }

  /**
   * Counts the records, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @return how many records there are
   */
  public final PartialResult<BoundedDouble> countApprox(long timeout) {
    return countApprox(timeout, CONFIDENCE);
  }

  /**
   * Counts the records, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @param confidence from 0 to 1; an exact answer has 1, and before that nothing is known
   * @return how many records there are
   */
  public final PartialResult<BoundedDouble> countApprox(long timeout, double confidence) {
    requireShare(confidence);
    return PartialResult.within(
        submit(
            Actions::size,
            (List<Long> counts) ->
                BoundedDouble.exactly((double) counts.stream().mapToLong(Long::longValue).sum())),
        timeout,
        new BoundedDouble(0, 0, 0, Double.POSITIVE_INFINITY));
  }

  /**
   * Counts how often each record occurs, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @return how often; nothing if that was not enough
   */
  public final PartialResult<Map<T, BoundedDouble>> countByValueApprox(long timeout) {
    return countByValueApprox(timeout, CONFIDENCE);
  }

  /**
   * Counts how often each record occurs, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @param confidence from 0 to 1; an exact answer has 1, and before that nothing is known
   * @return how often; nothing if that was not enough
   */
  public final PartialResult<Map<T, BoundedDouble>> countByValueApprox(
      long timeout, double confidence) {
    requireShare(confidence);
    return PartialResult.within(
        submit(Actions::counted, ApproximateActions::bounded), timeout, Map.of());
  }

  private static <T> Map<T, BoundedDouble> bounded(List<Map<T, Long>> partitions) {
    var result = new HashMap<T, BoundedDouble>();
    added(partitions)
        .forEach((value, count) -> result.put(value, BoundedDouble.exactly((double) count)));
    return result;
  }

  static void requireShare(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("the confidence must be from 0 to 1: " + confidence);
    }
  }
}
