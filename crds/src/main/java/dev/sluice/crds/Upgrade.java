package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How a new revision takes over. */
public record Upgrade(
    @Default("LastState")
        @JsonPropertyDescription(
            "What a new driver begins from: LastState (the newest checkpoint), Savepoint (the same,"
                + " once a StreamingJobSnapshot is taken), Stateless (nothing), or BlueGreen (a"
                + " snapshot; it works beside the old one until it is stable). [N]")
        UpgradeMode mode,
    @Default("Auto")
        @JsonPropertyDescription(
            "Who goes back to the last stable revision: Auto, Manual or Never. [N]")
        RollbackPolicy rollback,
    @Default("600")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription("Seconds within which a revision has to become stable. [N]")
        Integer progressDeadlineSeconds,
    @Default("{}") @JsonPropertyDescription("When a revision counts as stable.")
        Stability stability) {
  static final Upgrade DEFAULT =
      new Upgrade(UpgradeMode.LastState, RollbackPolicy.Auto, 600, Stability.DEFAULT);

  /** Fills in the default of every absent field. */
  public Upgrade {
    mode = mode == null ? UpgradeMode.LastState : mode;
    rollback = rollback == null ? RollbackPolicy.Auto : rollback;
    progressDeadlineSeconds = progressDeadlineSeconds == null ? 600 : progressDeadlineSeconds;
    stability = stability == null ? Stability.DEFAULT : stability;
  }
}
