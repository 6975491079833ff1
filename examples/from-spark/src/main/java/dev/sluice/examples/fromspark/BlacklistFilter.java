package dev.sluice.examples.fromspark;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Filters a stream against a blacklist: once by a join with a data set of words in {@code
 * transform}, the guide's way, and once by a broadcast variable.
 */
public final class BlacklistFilter {
  private static final Pattern SPACE = Pattern.compile(" ");

  private BlacklistFilter() {}

  /**
   * Runs until it is stopped.
   *
   * @param args host name and port of the server that sends lines
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Usage: BlacklistFilter <hostname> <port>");
      System.exit(1);
    }
    SluiceConf conf = new SluiceConf().setAppName("BlacklistFilter");
    StreamingContext ssc = new StreamingContext(conf, Durations.seconds(1));

    DStream<String> lines = ssc.socketTextStream(args[0], Integer.parseInt(args[1]));
    PairDStream<String, Integer> wordCounts =
        lines
            .flatMap(x -> Arrays.asList(SPACE.split(x)).iterator())
            .mapToPair(s -> new Tuple2<>(s, 1))
            .reduceByKey((i1, i2) -> i1 + i2);

    // RDD containing spam information
    List<Tuple2<String, Boolean>> spam =
        Arrays.asList(new Tuple2<>("spam", true), new Tuple2<>("advertisement", true));
    PairRDD<String, Boolean> spamInfoRDD = ssc.sparkContext().parallelizePairs(spam).cache();

    PairDStream<String, Integer> cleanedDStream =
        wordCounts.transformToPair(
            rdd ->
                rdd.leftOuterJoin(spamInfoRDD) // join data stream with spam information
                    .filter(pair -> !pair._2()._2().orElse(false))
                    .mapValues(counted -> counted._1()));
    cleanedDStream.print(100);

    // The same with a broadcast variable, which needs no join
    Broadcast<Set<String>> blacklist =
        ssc.sparkContext().broadcast(Set.of("spam", "advertisement"));
    wordCounts
        .transformToPair(rdd -> rdd.filter(pair -> !blacklist.value().contains(pair._1())))
        .print(100);

    ssc.start();
    ssc.awaitTermination();
  }
}
