package dev.sluice.examples.wordcount;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;

/**
 * Counts the words of a text while it arrives: after each batch it prints the ten most frequent
 * words so far. Its one argument is the feeder's address, {@code host:port}.
 */
public final class WordCount {
  private static final int SHOWN = 10;

  private WordCount() {}

  /**
   * Runs the job until the feeder has sent everything.
   *
   * @param args the feeder's address
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    var feeder = FeedAddress.parse(args);
    var conf = new SluiceConf().setAppName("wordcount").setIfMissing("master", "local[2]");
    try (var context = new StreamingContext(conf, Durations.milliseconds(500))) {
      var counts =
          context
              .receiverStream(new FeedReceiver(feeder.host(), feeder.port()))
              .flatMap(Words::of)
              .mapToPair(word -> Tuple2.of(word, 1L))
              .reduceByKey(Long::sum)
              .updateStateByKey(WordCount::add)
              .uid("counts");
      counts
          .mapPartitions(pairs -> List.of(MostFrequent.of(pairs, SHOWN)).iterator())
          .reduce((left, right) -> MostFrequent.merge(left, right, SHOWN))
          .flatMap(List::iterator)
          .print(SHOWN);
      context.start();
      context.awaitTermination();
    }
  }

  private static Optional<Long> add(List<Long> fromThisBatch, Optional<Long> soFar) {
    var sum = soFar.orElse(0L);
    for (var count : fromThisBatch) {
      sum += count;
    }
    return Optional.of(sum);
  }
}
