package dev.sluice.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.job.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
  private static final Instant NOW = Measured.NOW;
  private final Measured job = new Measured();

  @Test
  void addsExecutorsForALoadThatTheyCannotDo() {
    processing(1_400);

    RoleDecision decision = job.executorDecision();

    assertThat(decision.reason()).isEqualTo(ScalingReason.SCALE_UP);
    assertThat(decision.replicas()).isEqualTo(8);
    assertThat(decision.message()).contains("From 4 to 8", "140 %", "8000 records/s");
    assertThat(job.decide().receivers().replicas()).isEqualTo(2);
  }

  @Test
  void saysNothingIsDoneWhileDisabled() {
    job.mode = ScalingMode.DISABLED;
    processing(1_400);

    holds(ScalingReason.DISABLED);
  }

  @Test
  void recommendsWithoutFollowing() {
    job.mode = ScalingMode.RECOMMEND;
    processing(1_400);

    RoleDecision decision = job.executorDecision();

    assertThat(decision.changes()).isFalse();
    assertThat(decision.wish()).contains(8);
    assertThat(decision.message()).startsWith("Recommended only");
  }

  @Test
  void holdsWhileTheJobIsNotReadyOrUnstableOrRolling() {
    processing(1_400);

    job.situation = new JobSituation(7, false, true, false);
    holds(ScalingReason.JOB_NOT_READY);
    job.situation = new JobSituation(7, true, false, false);
    holds(ScalingReason.REVISION_NOT_STABLE);
    job.situation = new JobSituation(7, true, true, true);
    holds(ScalingReason.ROLL_IN_PROGRESS);
  }

  @Test
  void holdsWithoutSamplesAndWithTooFew() {
    job.processing = 1_400;
    holds(ScalingReason.METRICS_INCOMPLETE);

    job.sampled(7);
    holds(ScalingReason.METRICS_INCOMPLETE);
  }

  @Test
  void doesNotReadAMissingFigureAsZero() {
    job.executorBusy = Double.NaN;
    job.offered = Double.NaN;
    job.sampled(8);

    holds(ScalingReason.METRICS_INCOMPLETE);
  }

  @Test
  void ignoresSamplesOfAnEarlierDriver() {
    job.processing = 1_400;
    for (int i = 10; i >= 0; i--) {
      job.samples.add(job.sample(NOW.minusSeconds(15L * i), i > 3 ? 6 : 7));
    }

    holds(ScalingReason.METRICS_INCOMPLETE);
  }

  @Test
  void holdsOnStaleSamples() {
    job.processing = 1_400;
    for (int i = 15; i >= 4; i--) {
      job.samples.add(job.sample(NOW.minusSeconds(15L * i), 7));
    }

    holds(ScalingReason.METRICS_STALE);
  }

  @Test
  void raisesToTheFallbackAndNeverLowersToIt() {
    job.raiseOnMissing = true;

    assertThat(job.executorDecision().replicas()).isEqualTo(6);
    job.executors = 9;
    holds(ScalingReason.METRICS_INCOMPLETE);
  }

  @Test
  void doesNotAddExecutorsForASlowSink() {
    job.output = 1_300;
    job.executorBusy = 0.15;
    processing(1_500);

    holds(ScalingReason.SINK_BOUND);
  }

  @Test
  void addsReceiversWhenTheyAreTheBottleneck() {
    job.receiverBusy = 0.97;
    job.sampled(8);

    ReplicaDecision decision = job.decide();

    assertThat(decision.receivers().replicas()).isEqualTo(3);
    assertThat(decision.executors().changes()).isFalse();
    assertThat(decision.leading().role()).isEqualTo(Role.RECEIVER);
  }

  @Test
  void addsReceiversWhileBatchesAreShortThoughOutputIsMostOfThem() {
    job.receiverBusy = 0.95;
    job.output = 80;
    job.executorBusy = 0.1;
    processing(100);

    assertThat(job.decide().receivers().reason()).isEqualTo(ScalingReason.SCALE_UP);
  }

  @Test
  void addsExecutorsAndNoReceiversWhenBackPressureHoldsThemBack() {
    job.offered = 16_000;
    job.receiverBusy = 0.5;
    processing(990);

    assertThat(job.executorDecision().replicas()).isGreaterThan(4);
    assertThat(job.decide().receivers().reason()).isEqualTo(ScalingReason.PROCESSING_BOUND);
  }

  @Test
  void addsExecutorsForABacklogThatWouldTakeTooLong() {
    job.lag = 3_000_000;
    processing(800);

    assertThat(job.executorDecision().reason()).isEqualTo(ScalingReason.SCALE_UP);
  }

  @Test
  void keepsExecutorsWhileABacklogDrains() {
    job.lag = 400_000;
    job.history = seen(2, Duration.ofHours(2));
    processing(200);

    holds(ScalingReason.BACKLOG_DRAINING);
  }

  @Test
  void leavesALoadWithinTheToleranceAlone() {
    processing(890);
    holds(ScalingReason.WITHIN_TOLERANCE);

    processing(410);
    holds(ScalingReason.WITHIN_TOLERANCE);
  }

  @Test
  void holdsWhenRecordsWaitAndNoneIsProcessed() {
    job.accepted = 0;
    job.offered = 500;
    job.sampled(8);

    holds(ScalingReason.NO_THROUGHPUT);
  }

  @Test
  void addsNoMoreAfterAStepThatDidNotHelp() {
    job.history = step(2, 5_600, Duration.ofMinutes(5));
    processing(1_400);

    holds(ScalingReason.LAST_STEP_INEFFECTIVE);
    assertThat(job.executorDecision().message()).contains("from 5600 to 5714 records/s only");
  }

  @Test
  void addsMoreAfterAStepThatHelped() {
    job.history = step(2, 3_000, Duration.ofMinutes(5));
    processing(1_400);

    assertThat(job.executorDecision().reason()).isEqualTo(ScalingReason.SCALE_UP);
  }

  @Test
  void waitsForThePodsOfTheLastStepAndForTheirWarmUp() {
    job.readyExecutors = 3;
    processing(1_400);
    holds(ScalingReason.REPLICAS_PENDING);

    job.readyExecutors = 4;
    processing(1_400);
    job.changed = NOW.minusSeconds(50);
    holds(ScalingReason.WARMING_UP);

    job.changed = NOW.minusSeconds(60);
    assertThat(job.executorDecision().reason()).isEqualTo(ScalingReason.SCALE_UP);
  }

  @Test
  void addsNothingWhileAPodFindsNoRoom() {
    job.blocked = "exceeded quota";
    processing(1_400);

    holds(ScalingReason.PODS_BLOCKED);
    assertThat(job.executorDecision().reason().limited()).isTrue();
  }

  @Test
  void removesOnlyWhatWasNotNeededForTheWholeWindow() {
    processing(200);
    holds(ScalingReason.STABILIZING);

    job.history = seen(3, Duration.ofSeconds(700));
    assertThat(job.executorDecision().replicas()).isEqualTo(3);

    job.history = seen(4, Duration.ofSeconds(700));
    holds(ScalingReason.STABILIZING);
  }

  @Test
  void countsTimeWithoutMetricsAsTimeInWhichAllWereNeeded() {
    job.history =
        ScalingHistory.EMPTY.with(job.decide(), NOW.minusSeconds(300), Duration.ofHours(1));
    assertThat(job.history.recommended(Role.EXECUTOR, NOW.minusSeconds(600)))
        .extracting(ScalingHistory.Recommendation::replicas)
        .containsExactly(4);
  }

  @Test
  void addsNoMoreThanThePoliciesAllow() {
    job.up =
        new Behavior(
            Duration.ZERO,
            Behavior.Select.MAX,
            List.of(
                new Behavior.Policy(true, 25, Duration.ofSeconds(60)),
                new Behavior.Policy(false, 3, Duration.ofSeconds(60))));
    processing(9_000);
    assertThat(job.executorDecision().replicas()).isEqualTo(7);

    job.history = step(1, 0, Duration.ofSeconds(59));
    holds(ScalingReason.LIMITED_BY_POLICY);
  }

  @Test
  void neverPassesTheBounds() {
    job.executorBounds = new ScalingSettings.Bounds(1, 5, 1);
    processing(9_000);
    assertThat(job.executorDecision().replicas()).isEqualTo(5);

    job.executorBounds = new ScalingSettings.Bounds(1, 4, 1);
    holds(ScalingReason.AT_MAXIMUM);

    job.executorBounds = new ScalingSettings.Bounds(6, 9, 6);
    assertThat(job.executorDecision().replicas()).isEqualTo(6);
    assertThat(job.executorDecision().reason()).isEqualTo(ScalingReason.OUT_OF_BOUNDS);
  }

  /** Has batches take so long, in milliseconds, in all samples; with the other figures as set. */
  private void processing(double millis) {
    job.processing = millis;
    job.samples.clear();
    job.sampled(8);
  }

  private void holds(ScalingReason reason) {
    RoleDecision decision = job.executorDecision();
    assertThat(decision.reason()).as(decision.message()).isEqualTo(reason);
    assertThat(decision.replicas()).isEqualTo(job.executors);
    assertThat(decision.message()).isNotBlank();
  }

  private static ScalingHistory step(int from, double throughput, Duration ago) {
    return new ScalingHistory(
        List.of(),
        List.of(new ScalingHistory.Step(NOW.minus(ago), Role.EXECUTOR, from, 4, throughput)));
  }

  private static ScalingHistory seen(int replicas, Duration ago) {
    return new ScalingHistory(
        List.of(
            new ScalingHistory.Recommendation(NOW.minus(ago), NOW, Role.EXECUTOR, replicas),
            new ScalingHistory.Recommendation(NOW.minus(ago), NOW, Role.RECEIVER, 2)),
        List.of());
  }
}
