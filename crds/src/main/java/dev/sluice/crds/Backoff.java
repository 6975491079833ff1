package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** The wait before a failed driver is replaced; the first failure after health waits not at all. */
@ValidationRule(
    value = "self.initialSeconds <= self.maxSeconds",
    message = "initialSeconds must not exceed maxSeconds",
    fieldPath = ".maxSeconds")
public record Backoff(
    @Default("5")
        @Min(0)
        @Max(3_600)
        @JsonPropertyDescription("Seconds to wait after the second failure in a row. [N]")
        Integer initialSeconds,
    @Default("300") @Min(0) @Max(86_400) @JsonPropertyDescription("Longest wait in seconds. [N]")
        Integer maxSeconds,
    @Default("2") @Min(1) @Max(10) @JsonPropertyDescription("Factor from one wait to the next. [N]")
        Integer multiplier,
    @Default("20")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Each wait is lengthened by up to this many percent. [N]")
        Integer jitterPercent) {
  static final Backoff DEFAULT = new Backoff(5, 300, 2, 20);

  /** Fills in the default of every absent field. */
  public Backoff {
    initialSeconds = initialSeconds == null ? 5 : initialSeconds;
    maxSeconds = maxSeconds == null ? 300 : maxSeconds;
    multiplier = multiplier == null ? 2 : multiplier;
    jitterPercent = jitterPercent == null ? 20 : jitterPercent;
  }
}
