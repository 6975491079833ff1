package dev.sluice.examples.clicks;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;

/** Counts pages, one a line, that are posted by HTTP. Its one argument is the port. */
public final class ClickCount {
  private static final int SHOWN = 10;

  private ClickCount() {}

  /**
   * Runs the job until it is stopped.
   *
   * @param args the port that receivers listen on
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    var conf = new SluiceConf().setAppName("clicks").setIfMissing("master", "local[2]");
    try (var context = new StreamingContext(conf, Durations.seconds(1))) {
      count(context.httpTextStream(Integer.parseInt(args[0]))).print(SHOWN);
      context.start();
      context.awaitTermination();
    }
  }

  static PairDStream<String, Long> count(DStream<String> pages) {
    return pages
        .mapToPair(page -> Tuple2.of(page, 1L))
        .reduceByKey(Long::sum)
        .updateStateByKey(ClickCount::add)
        .uid("counts");
  }

  private static Optional<Long> add(List<Long> fromThisBatch, Optional<Long> soFar) {
    return Optional.of(soFar.orElse(0L) + fromThisBatch.stream().mapToLong(Long::longValue).sum());
  }
}
