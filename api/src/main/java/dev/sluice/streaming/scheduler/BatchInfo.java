package dev.sluice.streaming.scheduler;

import dev.sluice.streaming.Time;
import java.util.Map;
import java.util.Optional;

/**
 * A batch, as far as it has got. Points in time are in milliseconds since 1970, delays in
 * milliseconds.
 *
 * @param batchTime time of the batch
 * @param streamIdToInputInfo what each input stream gave, by the number of the stream
 * @param submissionTime when the batch was cut
 * @param processingStartTime when its first task was started; empty before that
 * @param processingEndTime when its output was complete; empty before that
 * @param outputOperationInfos its output operations, by their position in the program
 */
public record BatchInfo(
    Time batchTime,
    Map<Integer, StreamInputInfo> streamIdToInputInfo,
    long submissionTime,
    Optional<Long> processingStartTime,
    Optional<Long> processingEndTime,
    Map<Integer, OutputOperationInfo> outputOperationInfos) {
  /** Copies the maps. */
  public BatchInfo {
    streamIdToInputInfo = Map.copyOf(streamIdToInputInfo);
    outputOperationInfos = Map.copyOf(outputOperationInfos);
  }

  /** {@return how long the batch waited before its first task; empty before that} */
  public Optional<Long> schedulingDelay() {
    return processingStartTime.map(start -> start - submissionTime);
  }

  /** {@return how long it took from its first task to its last output; empty before that} */
  public Optional<Long> processingDelay() {
    return processingStartTime.flatMap(start -> processingEndTime.map(end -> end - start));
  }

  /** {@return how long it took from its cut to its last output; empty before that} */
  public Optional<Long> totalDelay() {
    return schedulingDelay().flatMap(waited -> processingDelay().map(took -> waited + took));
  }

  /** {@return the number of records of all input streams} */
  public long numRecords() {
    return streamIdToInputInfo.values().stream().mapToLong(StreamInputInfo::numRecords).sum();
  }
}
