package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewindPolicyTest {
  @ParameterizedTest(name = "after {0} faults: {1} ms")
  @CsvSource({"1, 0", "2, 50", "3, 100", "7, 1600", "8, 2000", "1000000, 2000"})
  void waitsLongerAndLonger(int faults, long millis) {
    assertThat(RewindPolicy.delayMillis(faults)).isEqualTo(millis);
  }

  @Test
  void givesUpOnlyAfterManyFaultsOverALongTime() {
    assertThat(RewindPolicy.givesUp(500, 0, 60_000)).isFalse();
    assertThat(RewindPolicy.givesUp(3, 0, 10_000_000)).isFalse();
    assertThat(RewindPolicy.givesUp(31, 0, 600_001)).isTrue();
  }
}
