package dev.sluice.examples.fromspark;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.function.Function3;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.MapWithStateDStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Counts words cumulatively in UTF8 encoded, '\n' delimited text received from the network every
 * second, starting with an initial value of word count: with mapWithState, and with
 * updateStateByKey.
 */
public final class StatefulNetworkWordCount {
  private static final Pattern SPACE = Pattern.compile(" ");

  private StatefulNetworkWordCount() {}

  /**
   * Runs until it is stopped.
   *
   * @param args host name and port of the server that sends lines
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("Usage: StatefulNetworkWordCount <hostname> <port>");
      System.exit(1);
    }

    // Create the context with a 1 second batch size
    SluiceConf conf = new SluiceConf().setAppName("StatefulNetworkWordCount");
    StreamingContext ssc = new StreamingContext(conf, Durations.seconds(1));
    ssc.checkpoint(".");

    // Initial state to mapWithState and updateStateByKey
    List<Tuple2<String, Integer>> tuples =
        Arrays.asList(new Tuple2<>("hello", 1), new Tuple2<>("world", 1));
    PairRDD<String, Integer> initialRDD = ssc.sparkContext().parallelizePairs(tuples);

    DStream<String> lines =
        ssc.socketTextStream(
            args[0], Integer.parseInt(args[1]), StorageLevel.MEMORY_AND_DISK_SER_2);
    DStream<String> words = lines.flatMap(x -> Arrays.asList(SPACE.split(x)).iterator());
    PairDStream<String, Integer> wordsDstream = words.mapToPair(s -> new Tuple2<>(s, 1));

    // Update the cumulative count function
    Function3<String, Optional<Integer>, State<Integer>, Tuple2<String, Integer>> mappingFunc =
        (word, one, state) -> {
          int sum = one.orElse(0) + (state.exists() ? state.get() : 0);
          Tuple2<String, Integer> output = new Tuple2<>(word, sum);
          state.update(sum);
          return output;
        };

    // A stream of the cumulative counts that are updated in every batch
    MapWithStateDStream<String, Integer, Integer, Tuple2<String, Integer>> stateDstream =
        wordsDstream.mapWithState(StateSpec.function(mappingFunc).initialState(initialRDD));
    stateDstream.print();

    // All words with their counts, also those that no line of the batch has
    stateDstream.stateSnapshots().print(100);

    // The same with updateStateByKey, which gives every word in every batch
    Function2<List<Integer>, Optional<Integer>, Optional<Integer>> updateFunc =
        (values, state) -> {
          int sum = state.orElse(0);
          for (int value : values) {
            sum += value;
          }
          return Optional.of(sum);
        };
    wordsDstream.updateStateByKey(updateFunc).print(100);

    ssc.start();
    ssc.awaitTermination();
  }
}
