package dev.sluice.worker.driver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import org.jspecify.annotations.Nullable;

/** An output operation of a batch, with Spark's names and times in milliseconds since 1970. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationDocument(
    int outputOpId,
    String name,
    String description,
    @Nullable Long startTime,
    @Nullable Long endTime,
    @Nullable Long duration,
    @Nullable String failureReason) {
  static OperationDocument of(OutputOperationInfo info) {
    return new OperationDocument(
        info.id(),
        info.name(),
        info.description(),
        info.startTime().orElse(null),
        info.endTime().orElse(null),
        info.duration().orElse(null),
        info.failureReason().orElse(null));
  }
}
