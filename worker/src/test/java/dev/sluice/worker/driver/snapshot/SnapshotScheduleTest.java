package dev.sluice.worker.driver.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {
  private static final long PERIOD = 10_000;

  private final SnapshotSchedule schedule = new SnapshotSchedule(PERIOD);

  @Test
  void takesOneSnapshotAPeriod() {
    assertThat(schedule.isDue(1, 0, PERIOD)).isTrue();
    schedule.begun(1, PERIOD);

    assertThat(schedule.isDue(2, 1, 2 * PERIOD - 1)).isFalse();
    assertThat(schedule.isDue(3, 1, 2 * PERIOD)).isTrue();
  }

  @Test
  void hurriesToHalfASecondOnce() {
    schedule.begun(1, PERIOD);
    schedule.hurry();

    assertThat(schedule.isDue(2, 1, PERIOD + 499)).isFalse();
    assertThat(schedule.isDue(2, 1, PERIOD + 500)).isTrue();
    schedule.begun(2, PERIOD + 500);
    assertThat(schedule.isDue(3, 2, PERIOD + 1_000)).isFalse();
  }

  @Test
  void forcesASnapshotUntilACheckpointHasTheBatch() {
    schedule.begun(1, PERIOD);
    schedule.forceAt(5);

    assertThat(schedule.isDue(4, 1, PERIOD)).isFalse();
    assertThat(schedule.isDue(5, 1, PERIOD)).isTrue();
    assertThat(schedule.isDue(6, 1, PERIOD)).isTrue();
    assertThat(schedule.isDue(6, 5, PERIOD)).isFalse();
  }

  @Test
  void begunLastIsTakenBackWhenTheSnapshotIsGivenUp() {
    schedule.forceLastAt(7);
    assertThat(schedule.hasBegunLast()).isFalse();

    schedule.begun(7, PERIOD);
    assertThat(schedule.hasBegunLast()).isTrue();
    schedule.givenUp();
    assertThat(schedule.hasBegunLast()).isFalse();
  }
}
