package dev.sluice.chaos.job;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;

/**
 * The job that faults are done to. Unique numbers come in through a reliable receiver and as files;
 * out go the numbers, running counts by two kinds of state, and counts of windows by two kinds of
 * window. What a batch must give follows from the numbers in it and before it, see {@link
 * dev.sluice.chaos.ledger.Answer}.
 */
public final class ChaosJob {
  /** Milliseconds of a batch. */
  public static final long INTERVAL_MILLIS = 400;

  /** Milliseconds of a window. */
  public static final long WINDOW_MILLIS = 5 * INTERVAL_MILLIS;

  /** Milliseconds from one window to the next. */
  public static final long SLIDE_MILLIS = 2 * INTERVAL_MILLIS;

  /** Keys of the state that is given out whole. */
  public static final int FEW_KEYS = 16;

  /** Keys of the state of which a batch touches a part. */
  public static final int MANY_KEYS = 4_001;

  /** The prefix of the output, in the job's bucket. */
  public static final String LEDGER = "ledger/";

  /** The directory of the input, in the job's bucket. */
  public static final String INPUT = "in";

  private static final String BUCKET = "s3://sluice/";

  private ChaosJob() {}

  /**
   * Runs the job until its source has sent everything.
   *
   * @param args host and port of the source, and if tasks are to be slow where files say so, one by
   *     the id of its process
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    var conf = new SluiceConf().setAppName("chaos").setIfMissing("master", "local[2]");
    try (var context = new StreamingContext(conf, Durations.milliseconds(INTERVAL_MILLIS))) {
      var received = context.receiverStream(new NumberReceiver(args[0], Integer.parseInt(args[1])));
      var files = context.textFileStream(BUCKET + INPUT).map(Long::parseLong);
      var numbers = received.union(files);
      define(args.length > 2 ? numbers.map(new SlowNumbers(args[2])) : numbers);
      context.start();
      context.awaitTermination();
    }
  }

  private static void define(DStream<Long> numbers) {
    var few = numbers.mapToPair(number -> Tuple2.of(number % FEW_KEYS, 1L)).reduceByKey(Long::sum);
    var many =
        numbers.mapToPair(number -> Tuple2.of(number % MANY_KEYS, 1L)).reduceByKey(Long::sum);
    numbers.saveAsTextFiles(BUCKET + LEDGER + "numbers");
    lines("u", few.updateStateByKey(ChaosJob::add).uid("few"))
        .union(
            many.mapWithState(StateSpec.function(ChaosJob::count))
                .uid("many")
                .map(pair -> line("m", pair)))
        .saveAsTextFiles(BUCKET + LEDGER + "counts");
    var window = Durations.milliseconds(WINDOW_MILLIS);
    var slide = Durations.milliseconds(SLIDE_MILLIS);
    lines("w", few.reduceByKeyAndWindow(Long::sum, window, slide))
        .union(
            lines(
                "i",
                few.reduceByKeyAndWindow(
                    Long::sum,
                    (all, gone) -> all - gone,
                    window,
                    slide,
                    0,
                    pair -> pair._2() != 0)))
        .saveAsTextFiles(BUCKET + LEDGER + "windows");
  }

  private static DStream<String> lines(String name, PairDStream<Long, Long> counts) {
    return counts.map(pair -> line(name, pair));
  }

  private static String line(String name, Tuple2<Long, Long> count) {
    return name + " " + count._1() + " " + count._2();
  }

  private static Optional<Long> add(List<Long> fromThisBatch, Optional<Long> soFar) {
    return Optional.of(fromThisBatch.stream().reduce(soFar.orElse(0L), Long::sum));
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> more, State<Long> state) {
    var sum = (state.exists() ? state.get() : 0L) + more.orElse(0L);
    state.update(sum);
    return Tuple2.of(key, sum);
  }
}
