package dev.sluice.chaos.process;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the driver says of itself.
 *
 * @param batchTimeMillis time of the last committed batch; 0 before the first
 * @param records its records
 * @param committedAtMillis when it was committed
 */
public record Status(long batchTimeMillis, long records, long committedAtMillis) {
  static Status of(JsonNode json) {
    var progress = json.path("progress");
    return new Status(
        progress.path("batchTimeMillis").asLong(),
        progress.path("records").asLong(),
        progress.path("committedAtMillis").asLong());
  }
}
