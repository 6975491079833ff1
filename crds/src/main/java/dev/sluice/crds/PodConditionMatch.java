package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A condition of the driver's pod; the shape of a Job's podFailurePolicy. */
public record PodConditionMatch(
    @Required
        @Size(min = 1, max = 316)
        @JsonPropertyDescription("Type of the condition, such as DisruptionTarget. [N]")
        String type,
    @Default("True")
        @Pattern("^(True|False|Unknown)$")
        @Size(max = 7)
        @JsonPropertyDescription("Its status: True, False or Unknown. [N]")
        String status) {

  /** Reads an absent status as True. */
  public PodConditionMatch {
    status = status == null ? "True" : status;
  }
}
