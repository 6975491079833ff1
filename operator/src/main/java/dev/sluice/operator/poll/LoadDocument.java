package dev.sluice.operator.poll;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.scale.LoadSample;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code load} of a driver's status; what is missing there is missing here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LoadDocument(
    @Nullable Double intervalMillis,
    @Nullable Double offered,
    @Nullable Double accepted,
    @Nullable Double lagRecords,
    @Nullable Double processingMillis,
    @Nullable Double outputMillis,
    @Nullable Double schedulingDelayMillis,
    int receiverWorkers,
    @Nullable Double receiverBusy,
    int executorWorkers,
    @Nullable Double executorBusy,
    @Nullable List<Worker> receivers) {

  DriverLoad load(long epoch, Instant time) {
    Map<String, Integer> unacknowledged = new HashMap<>();
    if (receivers != null) {
      for (Worker receiver : receivers) {
        if (receiver.worker() != null) {
          unacknowledged.put(receiver.worker(), receiver.unacknowledged());
        }
      }
    }
    return new DriverLoad(
        new LoadSample(
            time,
            epoch,
            figure(intervalMillis),
            figure(processingMillis),
            figure(outputMillis),
            figure(schedulingDelayMillis),
            figure(offered),
            figure(accepted),
            figure(lagRecords),
            new LoadSample.WorkerLoad(receiverWorkers, figure(receiverBusy)),
            new LoadSample.WorkerLoad(executorWorkers, figure(executorBusy))),
        unacknowledged);
  }

  private static double figure(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Worker(@Nullable String worker, int unacknowledged) {}
}
