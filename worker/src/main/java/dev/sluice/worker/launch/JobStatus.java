package dev.sluice.worker.launch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a driver says of itself, from {@code GET /api/v1/status}.
 *
 * @param state such as {@code Running}
 * @param epoch the driver's attempt
 * @param generation of the last committed batch; raised by every recovery
 * @param batchIndex index of the last committed batch, 0 before the first
 * @param committedAtMillis when it was committed, wall clock; 0 before the first
 * @param records of the last committed batch
 * @param recordsPerSecond its rate
 * @param processingMillis how long it took
 * @param schedulingDelayMillis how long it waited
 * @param stateEntries keys in state
 * @param totalRecords records since the job began
 * @param registeredReceivers receiver workers that are registered
 * @param failedReceiverStarts how often a receiver started again without storing anything
 * @param lastReceiverError what it said; empty if nothing
 */
record JobStatus(
    String state,
    long epoch,
    long generation,
    long batchIndex,
    long committedAtMillis,
    long records,
    double recordsPerSecond,
    long processingMillis,
    long schedulingDelayMillis,
    long stateEntries,
    long totalRecords,
    int registeredReceivers,
    int failedReceiverStarts,
    String lastReceiverError) {
  /** What is known of a driver that was never asked. */
  static final JobStatus NONE = new JobStatus("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "");

  static JobStatus of(JsonNode json) {
    var progress = json.path("progress");
    return new JobStatus(
        json.path("state").asText("Starting"),
        json.path("epoch").asLong(),
        json.path("generation").asLong(),
        progress.path("batchIndex").asLong(),
        progress.path("committedAtMillis").asLong(),
        progress.path("records").asLong(),
        progress.path("recordsPerSecond").asDouble(),
        progress.path("processingMillis").asLong(),
        progress.path("schedulingDelayMillis").asLong(),
        progress.path("stateEntries").asLong(),
        progress.path("totalRecords").asLong(),
        json.path("receivers").path("registered").asInt(),
        json.path("receivers").path("failedStarts").asInt(),
        json.path("receivers").path("lastError").asText(""));
  }

  boolean hasCommitted() {
    return batchIndex > 0;
  }
}
