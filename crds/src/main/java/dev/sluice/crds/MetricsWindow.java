package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What the autoscaler looks at. */
public record MetricsWindow(
    @Default("300")
        @Min(10)
        @Max(86_400)
        @JsonPropertyDescription("Seconds that a decision looks back. [I]")
        Integer windowSeconds,
    @Default("15")
        @Min(1)
        @Max(3_600)
        @JsonPropertyDescription("Seconds from one sample to the next. [I]")
        Integer periodSeconds,
    @Default("8")
        @Min(1)
        @Max(1_000)
        @JsonPropertyDescription(
            "Samples that the window must hold before anything is decided. [I]")
        Integer minSamples) {
  static final MetricsWindow DEFAULT = new MetricsWindow(300, 15, 8);

  /** Fills in the default of every absent field. */
  public MetricsWindow {
    windowSeconds = windowSeconds == null ? 300 : windowSeconds;
    periodSeconds = periodSeconds == null ? 15 : periodSeconds;
    minSamples = minSamples == null ? 8 : minSamples;
  }
}
