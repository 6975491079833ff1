package dev.sluice.operator.decide;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.AutoscalingMode;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;

/** How many workers of a role there should be: as the user says, or as the autoscaler decided. */
final class WantedReplicas {
  private WantedReplicas() {}

  static int of(ObservedJob observed, Role role) {
    boolean receiver = role == Role.RECEIVER;
    var spec = observed.spec();
    int asked = receiver ? spec.receivers().replicas() : spec.executors().replicas();
    AutoscalerStatus autoscaler = observed.status().autoscaler();
    if (asked == 0 || autoscaler == null || spec.autoscaling().mode() != AutoscalingMode.Enabled) {
      return asked;
    }
    Integer kept = receiver ? autoscaler.receivers() : autoscaler.executors();
    return kept == null ? asked : kept;
  }
}
