package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What happens when the job is deleted. */
public record DeletionPolicy(
    @Default("Retain")
        @JsonPropertyDescription("Retain leaves checkpoints and log in the store. [N]")
        StatePolicy state,
    @Default("true")
        @JsonPropertyDescription(
            "True stops the driver before the workers, so that it finishes what it has begun. [N]")
        Boolean drain,
    @Default("true") @JsonPropertyDescription("True has the driver take a last checkpoint. [N]")
        Boolean finalSnapshot,
    @Default("300")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds after which a deletion goes on without what it has waited for. [N]")
        Integer timeoutSeconds) {
  static final DeletionPolicy DEFAULT = new DeletionPolicy(StatePolicy.Retain, true, true, 300);

  /** Fills in the default of every absent field. */
  public DeletionPolicy {
    state = state == null ? StatePolicy.Retain : state;
    drain = drain == null || drain;
    finalSnapshot = finalSnapshot == null || finalSnapshot;
    timeoutSeconds = timeoutSeconds == null ? 300 : timeoutSeconds;
  }
}
