package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What happens when the driver ends. */
@ValidationRule(
    value =
        "!has(self.rules) || self.rules.all(rule, has(rule.onExitCodes) !="
            + " (has(rule.onPodConditions) && rule.onPodConditions.size() > 0))",
    message = "each rule has either onExitCodes or onPodConditions",
    fieldPath = ".rules")
public record RestartPolicy(
    @Default("OnFailure")
        @JsonPropertyDescription(
            "OnFailure replaces a driver that failed, Always also one whose program ended, Never none."
                + " [N]")
        RestartPolicyType type,
    @Default("10")
        @Min(-1)
        @Max(1_000_000)
        @JsonPropertyDescription(
            "Consecutive failures of the program after which the job is Failed; -1 for no limit. [N]")
        Integer backoffLimit,
    @Default("{}") @JsonPropertyDescription("The wait before a replacement.") Backoff backoff,
    @Default("600")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds of a healthy driver after which earlier failures are forgotten. [N]")
        Integer resetAfterSeconds,
    @Size(max = 20)
        @JsonPropertyDescription(
            "What ends of the driver lead to, in the shape of a Job's podFailurePolicy. [N]")
        List<RestartRule> rules) {
  static final RestartPolicy DEFAULT =
      new RestartPolicy(RestartPolicyType.OnFailure, 10, Backoff.DEFAULT, 600, List.of());

  /** Fills in the default of every absent field. */
  public RestartPolicy {
    type = type == null ? RestartPolicyType.OnFailure : type;
    backoffLimit = backoffLimit == null ? 10 : backoffLimit;
    backoff = backoff == null ? Backoff.DEFAULT : backoff;
    resetAfterSeconds = resetAfterSeconds == null ? 600 : resetAfterSeconds;
    rules = rules == null ? List.of() : List.copyOf(rules);
  }
}
