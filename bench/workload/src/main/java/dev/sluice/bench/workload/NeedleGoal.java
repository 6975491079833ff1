package dev.sluice.bench.workload;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Every line with the needle is found exactly once.
 *
 * @param found needles found so far
 * @param searched lines searched so far, or emitted where only the sources know
 */
public record NeedleGoal(LongSupplier found, LongSupplier searched) implements Goal {
  @Override
  public String unit() {
    return "lines";
  }

  @Override
  public long progress() {
    return searched.getAsLong();
  }

  @Override
  public boolean isDrained() {
    return found.getAsLong() == expected();
  }

  @Override
  public Optional<String> problem() {
    var needles = found.getAsLong();
    var expected = expected();
    return needles == expected
        ? Optional.empty()
        : Optional.of("%d needles were found, %d were emitted".formatted(needles, expected));
  }

  private static long expected() {
    var times = Recount.timesOfLines();
    var expected = 0L;
    for (var index = 0; index < Lines.COUNT; index++) {
      expected += NeedleFeed.hasNeedle(index) ? times[index] : 0;
    }
    return expected;
  }
}
