package dev.sluice.worker.driver.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_000_000L;

  private long nanos = 7;
  private long shiftMillis;

  private final SteadyClock durations = SteadyClock.forDurations(this::machine, () -> nanos);
  private final SteadyClock batches = SteadyClock.forBatches(this::machine, () -> nanos);

  @Test
  void showsTheTimeOfTheMachineWhileThatDoesNotJump() {
    for (var second = 1; second <= 100; second++) {
      pass(1_000);
      assertThat(durations.millis()).isBetween(machine() - 1, machine() + 1);
      assertThat(batches.millis()).isBetween(machine(), machine() + 1);
    }
  }

  @Test
  void cutsBatchesInOrderAndGoesOnCuttingWhenTheClockIsSetBack() {
    var clock = BatchClock.startingAt(batches.millis(), 100);
    var due = clock.dueAt(batches.millis());
    shiftMillis = -HOUR;
    for (var round = 1; round <= 600; round++) {
      pass(100);
      var now = clock.dueAt(batches.millis());
      assertThat(now - due).isBetween(0L, 1L);
      due = now;
    }
    assertThat(due).as("batches of a minute at nine tenths of the pace").isBetween(539L, 541L);
  }

  @Test
  void cutsAllBatchesThatAreDueWhenTheClockIsSetForwardAndNoneTwiceWhenItIsSetBackAgain() {
    var clock = BatchClock.startingAt(batches.millis(), 100);
    shiftMillis = 5_000;
    pass(100);
    assertThat(clock.dueAt(batches.millis())).isBetween(51L, 52L);

    shiftMillis = 0;
    pass(100);
    assertThat(clock.dueAt(batches.millis())).isBetween(51L, 52L);
    pass(1_000);
    assertThat(clock.dueAt(batches.millis())).isBetween(60L, 61L);
    pass(60_000);
    assertThat(batches.millis()).isBetween(machine(), machine() + 1);
  }

  @Test
  void endsNoTimeOutEarlyAndHoldsNoneUpWhenTheClockIsSet() {
    var before = durations.millis();
    shiftMillis = HOUR;
    pass(1_000);
    assertThat(durations.millis() - before).isBetween(1_000L, 1_101L);

    before = durations.millis();
    shiftMillis = -HOUR;
    pass(1_000);
    assertThat(durations.millis() - before).isBetween(899L, 1_000L);
  }

  @Test
  void goesOnFromTheLastBatchOfADriverWhoseClockWasAhead() {
    batches.notBefore(START + 30_000);
    pass(1_000);
    assertThat(batches.millis()).isBetween(START + 30_899, START + 30_901);

    batches.notBefore(START);
    assertThat(batches.millis()).isBetween(START + 30_899, START + 30_901);
  }

  @Test
  void isNotAheadBecauseNobodyHasAskedForALongTime() {
    batches.millis();
    pass(HOUR);

    batches.notBefore(machine() - 500);
    assertThat(batches.millis()).isBetween(machine(), machine() + 1);

    pass(HOUR);
    batches.notBefore(machine() + 500);
    assertThat(batches.millis()).isEqualTo(machine() + 500);
  }

  private long machine() {
    return START + nanos / 1_000_000 + shiftMillis;
  }

  private void pass(long millis) {
    nanos += millis * 1_000_000;
  }
}
