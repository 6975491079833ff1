package dev.sluice.bench.workload;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * Each key's total is a fixed multiple of how often it was emitted: one for running counts, and for
 * the sum over all sliding windows the number of windows that an event is in.
 *
 * @param feed what was emitted
 * @param multiple the multiple
 * @param updates events whose result has arrived, or emitted where only the sources know
 */
public record KeyGoal(KeyFeed feed, int multiple, LongSupplier updates) implements Goal {
  /** Running counts; progress is what the sinks have noted. */
  public static KeyGoal running(KeyFeed feed) {
    return new KeyGoal(feed, 1, Tally::keyUpdates);
  }

  @Override
  public String unit() {
    return "events";
  }

  @Override
  public long progress() {
    return updates.getAsLong();
  }

  @Override
  public boolean isDrained() {
    return LongStream.of(totals()).sum() == Tally.emitted() * multiple;
  }

  @Override
  public Optional<String> problem() {
    var expected = new long[feed.keys()];
    for (var source = 0; source < Tally.SOURCES; source++) {
      var emitted = Tally.emitted(source).get();
      for (var position = 0L; position < emitted; position++) {
        expected[feed.index(source, position)]++;
      }
    }
    var totals = totals();
    for (var index = 0; index < expected.length; index++) {
      if (totals[index] != expected[index] * multiple) {
        return Optional.of(
            "key %d has %d, not %d".formatted(index, totals[index], expected[index] * multiple));
      }
    }
    return Optional.empty();
  }

  /** Sinks that share a key have each seen a part of its running counts, so the largest is last. */
  private long[] totals() {
    var totals = new long[feed.keys()];
    for (var sink : Tally.keySinks()) {
      for (var index = 0; index < totals.length; index++) {
        totals[index] =
            multiple == 1
                ? Math.max(totals[index], sink.total(index))
                : totals[index] + sink.total(index);
      }
    }
    return totals;
  }
}
