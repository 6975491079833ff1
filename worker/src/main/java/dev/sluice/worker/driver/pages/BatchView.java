package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is on the page of a batch. */
record BatchView(JobHeader header, BatchRow batch, List<Input> inputs, List<Operation> operations) {
  static BatchView of(JobStatus status, StreamingHistory history, BatchInfo info, long nowMillis) {
    return new BatchView(
        JobHeader.of(status, history, nowMillis),
        BatchRow.of(info),
        info.streamIdToInputInfo().values().stream()
            .sorted(Comparator.comparingInt(StreamInputInfo::inputStreamId))
            .map(input -> Input.of(input, history))
            .toList(),
        info.outputOperationInfos().values().stream()
            .sorted(Comparator.comparingInt(OutputOperationInfo::id))
            .map(Operation::of)
            .toList());
  }

  /** What an input stream gave. */
  record Input(int number, String name, String records, String lost, String description) {
    static Input of(StreamInputInfo input, StreamingHistory history) {
      var lost = input.metadata().get(StreamInputInfo.METADATA_KEY_LOST_BLOCKS);
      return new Input(
          input.inputStreamId(),
          history.streams().getOrDefault(input.inputStreamId(), ""),
          Words.count(input.numRecords()),
          lost == null ? "nothing" : lost + " blocks",
          input.metadataDescription().orElse(""));
    }
  }

  /** An output operation; {@code reason} is the first line of what it failed with. */
  record Operation(
      int number,
      String name,
      String duration,
      String status,
      @Nullable String reason,
      String trace) {
    static Operation of(OutputOperationInfo info) {
      var reason = info.failureReason();
      return new Operation(
          info.id(),
          info.description(),
          Words.duration(info.duration()),
          status(info),
          reason.flatMap(text -> text.lines().findFirst()).orElse(null),
          reason.orElse(""));
    }

    private static String status(OutputOperationInfo info) {
      if (info.failureReason().isPresent()) {
        return "Failed";
      }
      if (info.endTime().isPresent()) {
        return "Succeeded";
      }
      return info.startTime().isPresent() ? "Running" : "Waiting";
    }
  }
}
