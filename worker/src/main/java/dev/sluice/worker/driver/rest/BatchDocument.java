package dev.sluice.worker.driver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch: Spark's {@code BatchInfo}, with times in milliseconds since 1970. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchDocument(
    long batchId,
    long batchTime,
    Status status,
    long batchDuration,
    long inputSize,
    @Nullable Long schedulingDelay,
    @Nullable Long processingTime,
    @Nullable Long totalDelay,
    long numActiveOutputOps,
    long numCompletedOutputOps,
    long numFailedOutputOps,
    int numTotalOutputOps,
    @Nullable String firstFailureReason) {
  /** How far a batch is. */
  enum Status {
    QUEUED,
    PROCESSING,
    COMPLETED
  }

  static BatchDocument of(BatchInfo info, long intervalMillis) {
    var operations = info.outputOperationInfos().values();
    var failed = operations.stream().filter(each -> each.failureReason().isPresent()).count();
    var ended = operations.stream().filter(each -> each.endTime().isPresent()).count();
    var begun = operations.stream().filter(each -> each.startTime().isPresent()).count();
    return new BatchDocument(
        info.batchTime().milliseconds(),
        info.batchTime().milliseconds(),
        status(info),
        intervalMillis,
        info.numRecords(),
        info.schedulingDelay().orElse(null),
        info.processingDelay().orElse(null),
        info.totalDelay().orElse(null),
        begun - ended,
        ended - failed,
        failed,
        operations.size(),
        operations.stream()
            .map(OutputOperationInfo::failureReason)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null));
  }

  private static Status status(BatchInfo info) {
    if (info.processingEndTime().isPresent()) {
      return Status.COMPLETED;
    }
    return info.processingStartTime().isPresent() ? Status.PROCESSING : Status.QUEUED;
  }
}
