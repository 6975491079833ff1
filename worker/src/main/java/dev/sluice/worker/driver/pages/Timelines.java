package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.events.BatchAverages;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.pages.Timeline.Sample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** The four timelines of Spark's Streaming page. */
final class Timelines {
  private Timelines() {}

  static List<Timeline> of(StreamingHistory history) {
    var averages = BatchAverages.of(history);
    var interval = history.intervalMillis();
    return List.of(
        Timeline.of(
            "Input rate",
            averages.inputRate(),
            samples(history.batches(), info -> Optional.of(history.perSecond(info.numRecords()))),
            OptionalDouble.empty(),
            Words::rate),
        delay("Scheduling delay", averages.schedulingDelay(), history, BatchInfo::schedulingDelay),
        Timeline.of(
            "Processing time",
            averages.processingTime(),
            completed(history, BatchInfo::processingDelay),
            OptionalDouble.of((double) interval),
            Words::duration),
        delay("Total delay", averages.totalDelay(), history, BatchInfo::totalDelay));
  }

  private static Timeline delay(
      String title,
      OptionalDouble average,
      StreamingHistory history,
      Function<BatchInfo, Optional<Long>> delay) {
    return Timeline.of(
        title, average, completed(history, delay), OptionalDouble.empty(), Words::duration);
  }

  private static List<Sample> completed(
      StreamingHistory history, Function<BatchInfo, Optional<Long>> delay) {
    return samples(history.completed().stream(), info -> delay.apply(info).map(Long::doubleValue));
  }

  private static List<Sample> samples(
      Stream<BatchInfo> batches, Function<BatchInfo, Optional<Double>> value) {
    return batches
        .flatMap(
            info ->
                value
                    .apply(info)
                    .map(known -> new Sample(info.batchTime().milliseconds(), known))
                    .stream())
        .sorted((left, right) -> Long.compare(left.timeMillis(), right.timeMillis()))
        .toList();
  }
}
