package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an end of the driver that matches leads to; the first rule that matches counts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestartRule(
    @Required
        @JsonPropertyDescription(
            "FailJob (no further attempt), Ignore (the next attempt, not counted) or Count. [N]")
        RestartRuleAction action,
    @JsonPropertyDescription("Matches by exit code. [N]") @Nullable ExitCodeMatch onExitCodes,
    @Size(max = 20) @JsonPropertyDescription("Matches if the pod has one of the conditions. [N]")
        List<PodConditionMatch> onPodConditions) {

  /** Reads absent conditions as none. */
  public RestartRule {
    onPodConditions = onPodConditions == null ? List.of() : List.copyOf(onPodConditions);
  }
}
