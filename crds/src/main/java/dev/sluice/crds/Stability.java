package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When a revision counts as stable. */
public record Stability(
    @Default("60")
        @Min(0)
        @Max(86_400)
        @JsonPropertyDescription("Seconds that the driver has been ready. [N]")
        Integer minHealthySeconds,
    @Default("10")
        @Min(0)
        @Max(1_000_000)
        @JsonPropertyDescription("Batches that it has completed. [N]")
        Integer minCompletedBatches,
    @Default("1")
        @Min(0)
        @Max(1_000)
        @JsonPropertyDescription("Checkpoints that it has completed. [N]")
        Integer minCompletedCheckpoints,
    @Default("0")
        @Min(0)
        @Max(1_000)
        @JsonPropertyDescription("Failures of its driver that are put up with. [N]")
        Integer maxRestarts) {
  static final Stability DEFAULT = new Stability(60, 10, 1, 0);

  /** Fills in the default of every absent field. */
  public Stability {
    minHealthySeconds = minHealthySeconds == null ? 60 : minHealthySeconds;
    minCompletedBatches = minCompletedBatches == null ? 10 : minCompletedBatches;
    minCompletedCheckpoints = minCompletedCheckpoints == null ? 1 : minCompletedCheckpoints;
    maxRestarts = maxRestarts == null ? 0 : maxRestarts;
  }
}
