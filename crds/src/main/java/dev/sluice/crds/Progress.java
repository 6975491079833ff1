package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The batch that the driver last reported. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @Size(max = 32) @JsonPropertyDescription("Starting, Restoring, Running, Stopping or Stopped.")
        String state,
    @JsonPropertyDescription("Number of the batch.") Long batchIndex,
    @Size(max = 64) @JsonPropertyDescription("Time of the batch; RFC 3339.") String batchTime,
    @JsonPropertyDescription("Records a second in the batch.") Long recordsPerSecond,
    @JsonPropertyDescription("Milliseconds that the batch took.") Long processingMillis,
    @JsonPropertyDescription("Milliseconds that the batch waited.") Long schedulingDelayMillis,
    @JsonPropertyDescription("Keys held in state.") Long stateEntries,
    @JsonPropertyDescription("Records since the job began.") Long totalRecords,
    @JsonPropertyDescription("Share of the batch interval that batches take.")
        @Nullable Integer utilizationPercent,
    @JsonPropertyDescription("Records that the inputs hold and the job has not taken yet.")
        @Nullable Long lagRecords,
    @Size(max = 32)
        @JsonPropertyDescription("What limits the job: Receivers, Executors, Sink or None.")
        @Nullable String bottleneck,
    @Size(max = 64) @JsonPropertyDescription("When this was written; RFC 3339.") String time) {}
