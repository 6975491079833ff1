package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What happens when the job is deleted. */
public record DeletionPolicy(
    @Default("Retain")
        @JsonPropertyDescription("Retain leaves checkpoints and log in the store. [N]")
        StatePolicy state) {
  static final DeletionPolicy DEFAULT = new DeletionPolicy(StatePolicy.Retain);

  /** Fills in the default of every absent field. */
  public DeletionPolicy {
    state = state == null ? StatePolicy.Retain : state;
  }
}
