package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.bench.workload.Options;
import dev.sluice.rdd.PairRDD;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Running counts of many keys as a job of {@code sluice run}, whose processes are killed from
 * outside. Each batch raises the counts of the next thousandth of the keys, so the count of each
 * key in each batch is known. A line a batch tells its time, when its output was there, and how
 * many counts were not as they have to be.
 */
public final class KeyedRecovery {
  private static final int PARTS = 1_000;

  private final Path directory;
  private final int keys;
  private final int intervalMillis;

  private KeyedRecovery(Path directory) {
    this.directory = directory;
    this.keys = Options.number("keys", 1_000_000) / PARTS * PARTS;
    this.intervalMillis = Options.number("intervalMillis", 100);
  }

  /**
   * Runs the job.
   *
   * @param arguments the directory for what it tells; options as NAME=NUMBER
   */
  public static void main(String[] arguments) throws Exception {
    Options.override(arguments);
    new KeyedRecovery(Path.of(arguments[0])).run();
  }

  private void run() throws Exception {
    var self = this;
    try (var context =
        new StreamingContext(new SluiceConf(), Durations.milliseconds(intervalMillis))) {
      context
          .generatedStream(time -> self.keysOf(time.milliseconds()), 2)
          .mapToPair(key -> new Tuple2<>(key, 1L))
          .mapWithState(StateSpec.function(KeyedRecovery::count))
          .mapToPair(count -> count)
          .foreachRDD((counts, time) -> self.tell(counts, time.milliseconds()));
      context.start();
      context.awaitTermination();
    }
  }

  private static Tuple2<Long, Long> count(Long key, Optional<Long> number, State<Long> state) {
    var count = (state.exists() ? state.get() : 0L) + number.orElse(0L);
    state.update(count);
    return new Tuple2<>(key, count);
  }

  /** The keys of a batch: all in the first one, then one part after the other. */
  private List<Long> keysOf(long time) {
    var batch = batchOf(time);
    var size = keys / PARTS;
    return batch == 0
        ? LongStream.range(0, keys).boxed().toList()
        : LongStream.range(0, size).mapToObj(n -> batch % PARTS * size + n).toList();
  }

  private void tell(PairRDD<Long, Long> counts, long time) {
    var batch = batchOf(time);
    var expected =
        batch == 0 ? 1 : 2 + (batch - batch % PARTS) / PARTS - (batch % PARTS == 0 ? 1 : 0);
    var right = counts.filter(count -> count._2() == expected).count();
    var wrong = (batch == 0 ? keys : keys / PARTS) - right;
    append("batches", "%d %d %d%n".formatted(time, System.currentTimeMillis(), wrong));
  }

  /** The number of a batch since the first one, whose time is in a file, for other drivers too. */
  private long batchOf(long time) {
    var file = directory.resolve("first");
    try {
      if (!Files.exists(file)) {
        append("first", Long.toString(time));
      }
      return (time - Long.parseLong(Files.readString(file))) / intervalMillis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String name, String text) {
    try {
      Files.writeString(
          directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
