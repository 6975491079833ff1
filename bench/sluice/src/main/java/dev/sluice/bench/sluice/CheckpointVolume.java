package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * What checkpoints write when a hundredth of the keys changes from one to the next: bytes and
 * objects, on average over many, so with shards that are written whole. At the end the job is
 * started again from what they wrote, and all counts have to be there.
 */
public final class CheckpointVolume {
  private static final long INTERVAL_MILLIS = 100;
  private static final long LONGEST_SECONDS = 60;
  private static final int KEYS = Options.number("keys", 1_000_000);
  private static final int CHANGED_A_BATCH = KEYS / 1_000;
  private static final int CHECKPOINTS = Options.number("checkpoints", 400);

  /** Times of the batches that were given keys; functions of the stream run in this JVM. */
  private static final NavigableSet<Long> TIMES = new ConcurrentSkipListSet<>();

  private static final AtomicLong SUM = new AtomicLong();
  private static final CountDownLatch COUNTED = new CountDownLatch(1);
  private static volatile boolean feeding = true;

  private CheckpointVolume() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(Options.scratchDirectory(), "checkpoint");
    var files = new CheckpointFiles(directory);
    try (var context = context(directory, false)) {
      context.start();
      while (files.complete() <= CHECKPOINTS) {
        var unused = new CountDownLatch(1).await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        files.look();
      }
      feeding = false;
      context.stop(true, true);
    }
    var begin = System.nanoTime();
    try (var context = context(directory, true)) {
      context.start();
      var unused = COUNTED.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
    var seconds = (System.nanoTime() - begin) / 1e9;
    report(files, seconds);
  }

  private static void report(CheckpointFiles files, double restartSeconds) {
    var sent = KEYS + (TIMES.size() - 1L) * CHANGED_A_BATCH;
    var bytesAnEntry = files.first().stateBytes() / (double) KEYS;
    var changed = files.batches() * CHANGED_A_BATCH * bytesAnEntry;
    new Report()
        .put("keys", KEYS)
        .put("checkpoints", files.complete() - 1)
        .put("changedBytes", changed / (files.complete() - 1), 0)
        .put("writtenBytes", files.bytes() / (double) (files.complete() - 1), 0)
        .put("timesWhatChanged", files.bytes() / changed, 2)
        .put("largestTimes", files.largest() / (changed / (files.complete() - 1)), 1)
        .put("putRequests", files.objects() / (files.complete() - 1.0) + 1, 1)
        .put("restartSeconds", restartSeconds, 2)
        .finish(
            SUM.get() == sent
                ? Optional.empty()
                : Optional.of("%d were sent, state has %d".formatted(sent, SUM.get())));
  }

  private static StreamingContext context(Path directory, boolean again) {
    var conf = new SluiceConf().setAppName("checkpoint").setMaster("local[2]");
    conf.set("checkpoint.periodSeconds", again ? "1000" : "1");
    var context = Jobs.context(conf, (int) INTERVAL_MILLIS);
    context.checkpoint(directory.toString());
    var counts =
        context
            .generatedStream(time -> keys(time.milliseconds()), 2)
            .mapToPair(key -> new Tuple2<>(key, 1L))
            .mapWithState(StateSpec.function(CheckpointVolume::count));
    counts
        .stateSnapshots()
        .map(Tuple2::_2)
        .reduce(Long::sum)
        .foreachRDD(
            sum -> {
              if (again) {
                sum.collect().forEach(SUM::set);
                COUNTED.countDown();
              }
            });
    return context;
  }

  private static List<Long> keys(long time) {
    if (!feeding) {
      return List.of();
    }
    TIMES.add(time);
    var batch = (time - TIMES.first()) / INTERVAL_MILLIS;
    return batch == 0
        ? LongStream.range(0, KEYS).boxed().toList()
        : LongStream.range(0, CHANGED_A_BATCH)
            .mapToObj(n -> (batch * CHANGED_A_BATCH + n) % KEYS)
            .toList();
  }

  private static Long count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.orElse(0L);
    state.update(count);
    return count;
  }
}
