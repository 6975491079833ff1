package dev.sluice.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.ScalingDecision;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScalingEventsTest {
  @Test
  void tellsThatReplicasChange() {
    assertThat(
            ScalingEvents.between(
                status(1, "WithinTolerance", 1, "a"), status(2, "ScaleUp", 2, "From 1 to 2.")))
        .contains(new JobEvent(false, "Rescaled", "From 1 to 2."));
  }

  @Test
  void tellsOnceWhatKeepsTheAutoscalerFromDeciding() {
    var before = status(1, "WithinTolerance", 1, "a");
    var after = status(1, "MetricsStale", 1, "old");

    assertThat(ScalingEvents.between(before, after))
        .contains(new JobEvent(true, "MetricsStale", "old"));
    assertThat(ScalingEvents.between(after, status(1, "MetricsStale", 1, "older"))).isEmpty();
  }

  @Test
  void tellsOfAnotherRecommendation() {
    assertThat(
            ScalingEvents.between(
                status(null, "WithinTolerance", 1, "a"), status(null, "ScaleUp", 2, "b")))
        .contains(new JobEvent(false, "ScalingRecommended", "b"));
  }

  @Test
  void isSilentWhileNothingChanges() {
    assertThat(ScalingEvents.between(null, null)).isEmpty();
    assertThat(ScalingEvents.between(null, status(1, "WithinTolerance", 1, "a"))).isEmpty();
    assertThat(
            ScalingEvents.between(
                status(1, "WithinTolerance", 1, "a"), status(1, "Stabilizing", 1, "b")))
        .isEmpty();
  }

  private static AutoscalerStatus status(
      @Nullable Integer receivers, String reason, int wanted, String message) {
    return new AutoscalerStatus(
        receivers,
        receivers == null ? null : 2,
        new ScalingDecision("2026-11-21T10:00:00Z", reason, message, wanted, 2, Map.of()));
  }
}
