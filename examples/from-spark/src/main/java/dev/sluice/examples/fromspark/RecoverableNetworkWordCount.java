package dev.sluice.examples.fromspark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.SluiceConf;
import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts words in text that is received from the network every second, appends the counts to a
 * file, and recovers from its checkpoint when the driver was killed.
 */
public final class RecoverableNetworkWordCount {
  private static final Pattern SPACE = Pattern.compile(" ");

  private RecoverableNetworkWordCount() {}

  /** Use this singleton to get or register a Broadcast variable. */
  static final class WordExcludeList {
    private static @Nullable Broadcast<List<String>> instance;

    private WordExcludeList() {}

    static synchronized Broadcast<List<String>> getInstance(SluiceContext context) {
      if (instance == null) {
        instance = context.broadcast(Arrays.asList("a", "b", "c"));
      }
      return instance;
    }
  }

  /** Use this singleton to get or register an Accumulator. */
  static final class DroppedWordsCounter {
    private static @Nullable LongAccumulator instance;

    private DroppedWordsCounter() {}

    static synchronized LongAccumulator getInstance(SluiceContext context) {
      if (instance == null) {
        instance = context.longAccumulator("DroppedWordsCounter");
      }
      return instance;
    }
  }

  private static StreamingContext createContext(String ip, int port, String outputPath) {
    // If you do not see this printed, that means the StreamingContext has been loaded
    // from the new checkpoint: with Sluice the code always comes from the program, so you do
    System.out.println("Creating new context");
    Path outputFile = Path.of(outputPath);
    SluiceConf conf = new SluiceConf().setAppName("RecoverableNetworkWordCount");
    // Create the context with a 1 second batch size
    StreamingContext ssc = new StreamingContext(conf, Durations.seconds(1));

    // Create a socket stream on target ip:port and count the words in the input stream
    DStream<String> lines = ssc.socketTextStream(ip, port);
    DStream<String> words = lines.flatMap(x -> Arrays.asList(SPACE.split(x)).iterator());
    PairDStream<String, Integer> wordCounts =
        words.mapToPair(s -> new Tuple2<>(s, 1)).reduceByKey((i1, i2) -> i1 + i2);

    wordCounts.foreachRDD(
        (rdd, time) -> {
          // Get or register the excludeList Broadcast
          Broadcast<List<String>> excludeList = WordExcludeList.getInstance(rdd.context());
          // Get or register the droppedWordsCounter Accumulator
          LongAccumulator droppedWordsCounter = DroppedWordsCounter.getInstance(rdd.context());
          // Use excludeList to drop words and use droppedWordsCounter to count them
          String counts =
              rdd.filter(
                      wordCount -> {
                        if (excludeList.value().contains(wordCount._1())) {
                          droppedWordsCounter.add(wordCount._2());
                          return false;
                        } else {
                          return true;
                        }
                      })
                  .collect()
                  .toString();
          String output = "Counts at time " + time + " " + counts;
          System.out.println(output);
          System.out.println("Dropped " + droppedWordsCounter.value() + " word(s) totally");
          System.out.println("Appending to " + outputFile.toAbsolutePath());
          Files.writeString(
              outputFile,
              output + "\n",
              UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        });

    return ssc;
  }

  /**
   * Runs until it is stopped.
   *
   * @param args host name and port of the server that sends lines, the checkpoint directory, and
   *     the file that the counts are appended to
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("You arguments were " + Arrays.asList(args));
      System.err.println(
          "Usage: RecoverableNetworkWordCount <hostname> <port> <checkpoint-directory> <output-file>");
      System.exit(1);
    }

    String ip = args[0];
    int port = Integer.parseInt(args[1]);
    String checkpointDirectory = args[2];
    String outputPath = args[3];

    StreamingContext ssc =
        StreamingContext.getOrCreate(
            checkpointDirectory, () -> createContext(ip, port, outputPath));
    ssc.start();
    ssc.awaitTermination();
  }
}
