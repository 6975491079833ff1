package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartDecisionTest {
  private static final int KILLED = 137;

  @Test
  void aDriverThatEndsWithZeroHasFinished() {
    assertThat(RestartDecision.after(Role.DRIVER, 0, 0, true))
        .isInstanceOf(RestartDecision.Finished.class);
  }

  @ParameterizedTest
  @CsvSource({"DRIVER", "EXECUTOR", "RECEIVER", "STORE", "COMPANION"})
  void aKilledProcessIsReplacedAtOnce(Role role) {
    assertThat(RestartDecision.after(role, KILLED, 0, true))
        .isEqualTo(new RestartDecision.Restart(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"1,250", "2,500", "3,1000", "4,2000", "5,4000", "6,5000", "9,5000"})
  void theWaitGrowsWithFailuresInARow(int failures, long millis) {
    assertThat(RestartDecision.after(Role.EXECUTOR, KILLED, failures, true))
        .isEqualTo(new RestartDecision.Restart(Duration.ofMillis(millis)));
  }

  @Test
  void givesUpAfterTheLimit() {
    assertThat(RestartDecision.after(Role.EXECUTOR, KILLED, RestartDecision.LIMIT, true))
        .isInstanceOf(RestartDecision.GiveUp.class);
  }

  @ParameterizedTest
  @CsvSource({"1", "64", "65", "66", "78"})
  void aDriverWhoseNextAttemptWouldEndAlikeIsNotReplaced(int exitCode) {
    assertThat(RestartDecision.after(Role.DRIVER, exitCode, 0, true))
        .isInstanceOf(RestartDecision.GiveUp.class);
  }

  @Test
  void aServiceThatIsNotThereEndsTheRunAtItsStartOnly() {
    assertThat(RestartDecision.after(Role.DRIVER, ExitCode.UNAVAILABLE, 0, false))
        .isInstanceOf(RestartDecision.GiveUp.class);
    assertThat(RestartDecision.after(Role.DRIVER, ExitCode.UNAVAILABLE, 0, true))
        .isInstanceOf(RestartDecision.Restart.class);
  }

  @Test
  void aWorkerThatLeavesIsReplacedUnlessTheJobEndsMeanwhile() {
    assertThat(RestartDecision.after(Role.EXECUTOR, 0, 0, true))
        .isEqualTo(new RestartDecision.Restart(Duration.ofMillis(500)));
  }

  @Test
  void aCompanionThatFailsBeforeTheJobRunsEndsTheRun() {
    assertThat(RestartDecision.after(Role.COMPANION, 1, 0, false))
        .isInstanceOf(RestartDecision.GiveUp.class);
    assertThat(RestartDecision.after(Role.COMPANION, 1, 0, true))
        .isInstanceOf(RestartDecision.Restart.class);
  }
}
