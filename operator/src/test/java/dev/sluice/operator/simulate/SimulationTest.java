package dev.sluice.operator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.job.Role;
import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void addsExecutorsWithinAMinuteOfADoubledLoadAndRemovesThemAfterStabilization() {
    Trace trace = Scenario.STEP.run();

    int before = trace.replicasAt(Role.EXECUTOR, 1_799);
    assertThat(trace.changes(Role.EXECUTOR, 0, 1_799)).isZero();
    assertThat(trace.replicasAt(Role.EXECUTOR, 1_860)).isGreaterThan(before);
    assertThat(trace.at(2_400).waiting()).isLessThan(40_000);
    assertThat(trace.changes(Role.EXECUTOR, 2_100, 5_399)).isZero();
    assertThat(trace.changes(Role.EXECUTOR, 5_400, 5_400 + 3_500)).isZero();
    assertThat(trace.replicasAt(Role.EXECUTOR, 4 * 3_600))
        .isLessThan(trace.replicasAt(Role.EXECUTOR, 5_399));
  }

  @Test
  void followsADayWithFewChangesAndKeepsUp() {
    Trace trace = Scenario.DAILY.run();

    assertThat(trace.changes(Role.EXECUTOR, 0, 2 * 86_400)).isBetween(8, 48);
    assertThat(trace.points().stream().filter(p -> p.waiting() > 3 * p.sent()).count())
        .isLessThan(trace.points().size() / 100);
    assertThat(trace.replicasAt(Role.EXECUTOR, 43_200)).isGreaterThanOrEqualTo(8);
    assertThat(trace.replicasAt(Role.EXECUTOR, 86_400 + 7_200)).isLessThanOrEqualTo(3);
  }

  @Test
  void doesNotFlapUnderSpikes() {
    Trace trace = Scenario.SPIKES.run();

    assertThat(trace.changes(Role.EXECUTOR, 0, 3 * 3_600)).isLessThanOrEqualTo(4);
    assertThat(trace.changes(Role.EXECUTOR, 3_600, 3 * 3_600)).isZero();
  }

  @Test
  void doesNotFlapOnASawtooth() {
    Trace trace = Scenario.SAWTOOTH.run();

    assertThat(trace.changes(Role.EXECUTOR, 0, 1_800)).isLessThanOrEqualTo(3);
    assertThat(trace.changes(Role.EXECUTOR, 1_800, 3 * 3_600)).isZero();
    assertThat(trace.changes(Role.RECEIVER, 1_800, 3 * 3_600)).isZero();
  }

  @Test
  void addsNothingWhileASinkIsSlow() {
    Trace trace = Scenario.SLOW_SINK.run();

    assertThat(trace.changes(Role.EXECUTOR, 0, 3_599)).isZero();
    assertThat(trace.changes(Role.RECEIVER, 0, 3_599)).isZero();
    assertThat(trace.between(1_900, 3_500))
        .extracting(Trace.Point::executorReason)
        .contains("executor SinkBound");
  }

  @Test
  void addsReceiversAndNoExecutorsWhenReceiversAreSlow() {
    Trace trace = Scenario.SLOW_RECEIVERS.run();

    assertThat(trace.replicasAt(Role.RECEIVER, 5_399)).isBetween(5, 8);
    assertThat(trace.changes(Role.EXECUTOR, 0, 5_400)).isZero();
    assertThat(trace.at(5_399).waiting()).isLessThan(24_000);
  }

  @Test
  void changesNothingWithoutMetrics() {
    Trace trace = Scenario.MISSING_METRICS.run();

    assertThat(trace.changes(Role.EXECUTOR, 1_800, 3_000 + 3_500)).isZero();
    assertThat(trace.between(1_860, 2_990))
        .extracting(Trace.Point::executorReason)
        .containsOnly("executor MetricsStale", "executor MetricsIncomplete");
    assertThat(trace.replicasAt(Role.EXECUTOR, 4 * 3_600)).isLessThan(5);
  }
}
