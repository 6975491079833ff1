package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the autoscaler decided last, and from what. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingDecision(
    @Size(max = 64) @JsonPropertyDescription("When; RFC 3339.") String time,
    @Size(max = 128) @JsonPropertyDescription("One word.") String reason,
    @Size(max = 1024) @JsonPropertyDescription("One line.") String message,
    @JsonPropertyDescription("Receivers that it wants.") @Nullable Integer receivers,
    @JsonPropertyDescription("Executors that it wants.") @Nullable Integer executors,
    @Size(max = 32) @JsonPropertyDescription("Figures that it was made from, by name.")
        Map<String, String> inputs) {

  /** Reads absent inputs as none. */
  public ScalingDecision {
    inputs = inputs == null ? Map.of() : Ordered.copyOf(inputs);
  }
}
