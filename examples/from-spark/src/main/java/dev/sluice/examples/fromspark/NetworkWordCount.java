package dev.sluice.examples.fromspark;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Counts words in UTF8 encoded, '\n' delimited text received from the network every second. */
public final class NetworkWordCount {
  private static final Pattern SPACE = Pattern.compile(" ");

  private NetworkWordCount() {}

  /**
   * Runs until it is stopped.
   *
   * @param args host name and port of the server that sends lines
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Usage: NetworkWordCount <hostname> <port>");
      System.exit(1);
    }

    // Create the context with a 1 second batch size
    SluiceConf conf = new SluiceConf().setAppName("NetworkWordCount");
    StreamingContext ssc = new StreamingContext(conf, Durations.seconds(1));

    // Create an input stream with the socket and count the words in it
    DStream<String> lines =
        ssc.socketTextStream(args[0], Integer.parseInt(args[1]), StorageLevel.MEMORY_AND_DISK_SER);
    DStream<String> words = lines.flatMap(x -> Arrays.asList(SPACE.split(x)).iterator());
    PairDStream<String, Integer> wordCounts =
        words.mapToPair(s -> new Tuple2<>(s, 1)).reduceByKey((i1, i2) -> i1 + i2);

    wordCounts.print();
    ssc.start();
    ssc.awaitTermination();
  }
}
