package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Ends of the driver by exit code; the shape of a Job's podFailurePolicy. */
public record ExitCodeMatch(
    @Required @JsonPropertyDescription("In, or NotIn, which never matches 0. [N]")
        Membership operator,
    @Required @Size(min = 1, max = 255) @JsonPropertyDescription("Exit codes. [N]")
        List<Integer> values) {

  /** Copies the list. */
  public ExitCodeMatch {
    values = values == null ? List.of() : List.copyOf(values);
  }
}
