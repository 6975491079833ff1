package dev.sluice.worker.driver.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchClockTest {
  @ParameterizedTest(name = "a job that starts at {0} with {1} ms has its first batch at {2}")
  @CsvSource({"0,1000,1000", "1,1000,1000", "999,1000,1000", "1000,1000,2000", "12345,10,12350"})
  void firstBatchIsAtTheNextMultipleOfTheInterval(long now, long interval, long first) {
    var clock = BatchClock.startingAt(now, interval);

    assertThat(clock.timeOf(1)).isEqualTo(first);
    assertThat(clock.dueAt(now)).isZero();
    assertThat(clock.dueAt(first - 1)).isZero();
    assertThat(clock.dueAt(first)).isEqualTo(1);
  }

  @Test
  void aLateClockOwesEveryBatchInBetween() {
    var clock = BatchClock.startingAt(5_000, 1_000);

    assertThat(clock.dueAt(9_500)).isEqualTo(4);
    assertThat(clock.timeOf(2)).isEqualTo(7_000);
  }

  @Test
  void aRestartStaysAlignedToTheZeroTime() {
    var clock = BatchClock.continuing(7, 10_700, 3_700, 1_000, 1_000);

    assertThat(clock.timeOf(8)).isEqualTo(11_700);
    assertThat(clock.dueAt(20_000)).isEqualTo(16);
  }

  @Test
  void afterAChangeOfTheIntervalTheNextBatchIsAtAMultipleOfTheNewOne() {
    var clock = BatchClock.continuing(7, 10_700, 3_700, 1_000, 500);

    assertThat(clock.timeOf(8)).isEqualTo(11_000);
    assertThat(clock.timeOf(9)).isEqualTo(11_500);
  }

  @Test
  void refusesAnIntervalThatIsNotPositive() {
    assertThatThrownBy(() -> new BatchClock(0, 0)).hasMessageContaining("must be positive: 0");
  }

  @Test
  void cutsOneBatchForAllThatWereMissedAndStaysInTheGrid() {
    var clock = new BatchClock(1_000, 100);

    var coalesced = clock.coalesced(5, 2_349);

    assertThat(coalesced.timeOf(6)).isEqualTo(2_300);
    assertThat(coalesced.dueAt(2_349)).isEqualTo(6);
    assertThat(coalesced.timeOf(7)).isEqualTo(2_400);
  }

  @Test
  void changesNothingWhenNoBatchWasMissed() {
    var clock = new BatchClock(1_000, 100);

    assertThat(clock.coalesced(5, 1_555)).isEqualTo(clock);
    assertThat(clock.coalesced(5, 1_655)).isEqualTo(clock);
  }
}
