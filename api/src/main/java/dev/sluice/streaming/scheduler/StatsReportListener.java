package dev.sluice.streaming.scheduler;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Logs after each batch how long the last ones took: the distribution of total delay and processing
 * time. Thread-safe.
 */
public class StatsReportListener implements StreamingListener {
  private static final System.Logger LOG = System.getLogger(StatsReportListener.class.getName());
  private static final int BATCHES = 10;
  private static final int[] PERCENTILES = {0, 5, 10, 25, 50, 75, 90, 95, 100};

  private final int numBatchInfos;
  private final ArrayDeque<BatchInfo> batches = new ArrayDeque<>();

  /** Makes a listener that looks at the last ten batches. */
  public StatsReportListener() {
    this(BATCHES);
  }

  /**
   * Makes a listener.
   *
   * @param numBatchInfos how many of the last batches it looks at
   */
  public StatsReportListener(int numBatchInfos) {
    if (numBatchInfos < 1) {
      throw new IllegalArgumentException("numBatchInfos must be positive: " + numBatchInfos);
    }
    this.numBatchInfos = numBatchInfos;
  }

  @Override
  public void onBatchCompleted(StreamingListenerBatchCompleted batchCompleted) {
    synchronized (this) {
      batches.addLast(batchCompleted.batchInfo());
      if (batches.size() > numBatchInfos) {
        batches.removeFirst();
      }
    }
    LOG.log(System.Logger.Level.INFO, summary("total delay", BatchInfo::totalDelay));
    LOG.log(System.Logger.Level.INFO, summary("processing time", BatchInfo::processingDelay));
  }

  /** {@return the batches it looks at, oldest first} */
  public final synchronized List<BatchInfo> batches() {
    return List.copyOf(batches);
  }

  /**
   * Describes a distribution over the last batches.
   *
   * @param what what is measured
   * @param milliseconds reads it from a batch
   * @return one line with percentiles
   */
  public final String summary(String what, Function<BatchInfo, Optional<Long>> milliseconds) {
    var sorted = batches().stream().map(milliseconds).flatMap(Optional::stream).sorted().toList();
    if (sorted.isEmpty()) {
      return what + ": nothing measured";
    }
    return what
        + ": "
        + IntStream.of(PERCENTILES)
            .mapToObj(
                percent ->
                    "%d%% %d ms"
                        .formatted(percent, sorted.get((sorted.size() - 1) * percent / 100)))
            .collect(Collectors.joining(", "));
  }
}
