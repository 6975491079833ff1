package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcessStartTest {
  @Test
  void startsTheProcessesOfAJobWithoutTheParser() {
    assertThat(of("driver")).isTrue();
    assertThat(of("worker", "--role", "executor")).isTrue();
    assertThat(of("worker", "--role", "receiver")).isTrue();
  }

  @Test
  void leavesEverythingElseToTheParser() {
    assertThat(of()).isFalse();
    assertThat(of("driver", "--help")).isFalse();
    assertThat(of("--debug", "driver")).isFalse();
    assertThat(of("worker")).isFalse();
    assertThat(of("worker", "--role", "driver")).isFalse();
    assertThat(of("run", "job.yaml")).isFalse();
  }

  private static boolean of(String... words) {
    return ProcessStart.of(Arrays.copyOf(words, words.length)).isPresent();
  }
}
