package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What happens when the driver ends. */
public record RestartPolicy(
    @Default("OnFailure")
        @JsonPropertyDescription(
            "OnFailure replaces a driver that failed, Always also one whose program ended, Never none."
                + " [N]")
        RestartPolicyType type,
    @Default("10")
        @Min(0)
        @Max(1_000_000)
        @JsonPropertyDescription(
            "Consecutive failures of the program after which the job is Failed. [N]")
        Integer backoffLimit,
    @Default("{}") @JsonPropertyDescription("The wait before a replacement.") Backoff backoff,
    @Default("600")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds of a healthy driver after which earlier failures are forgotten. [N]")
        Integer resetAfterSeconds) {
  static final RestartPolicy DEFAULT =
      new RestartPolicy(RestartPolicyType.OnFailure, 10, Backoff.DEFAULT, 600);

  /** Fills in the default of every absent field. */
  public RestartPolicy {
    type = type == null ? RestartPolicyType.OnFailure : type;
    backoffLimit = backoffLimit == null ? 10 : backoffLimit;
    backoff = backoff == null ? Backoff.DEFAULT : backoff;
    resetAfterSeconds = resetAfterSeconds == null ? 600 : resetAfterSeconds;
  }
}
