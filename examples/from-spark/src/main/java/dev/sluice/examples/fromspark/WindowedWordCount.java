package dev.sluice.examples.fromspark;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The guide's word counts over the last 6 seconds of data, every 2 seconds: what leaves the window
 * is taken away by an inverse function.
 */
public final class WindowedWordCount {
  private static final Pattern SPACE = Pattern.compile(" ");

  private WindowedWordCount() {}

  /**
   * Runs until it is stopped.
   *
   * @param args host name and port of the server that sends lines
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Usage: WindowedWordCount <hostname> <port>");
      System.exit(1);
    }
    SluiceConf conf = new SluiceConf().setAppName("WindowedWordCount");
    StreamingContext ssc = new StreamingContext(conf, Durations.seconds(1));
    ssc.checkpoint(".");

    DStream<String> lines = ssc.socketTextStream(args[0], Integer.parseInt(args[1]));
    PairDStream<String, Integer> pairs =
        lines
            .flatMap(x -> Arrays.asList(SPACE.split(x)).iterator())
            .mapToPair(s -> new Tuple2<>(s, 1));

    // Reduce last 6 seconds of data, every 2 seconds
    PairDStream<String, Integer> windowedWordCounts =
        pairs.reduceByKeyAndWindow(
            (i1, i2) -> i1 + i2, (i1, i2) -> i1 - i2, Durations.seconds(6), Durations.seconds(2));

    windowedWordCounts.print(100);
    ssc.start();
    ssc.awaitTermination();
  }
}
