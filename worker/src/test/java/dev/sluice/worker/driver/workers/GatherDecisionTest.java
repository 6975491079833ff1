package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatherDecisionTest {
  private static final long NEVER = Long.MAX_VALUE;

  @ParameterizedTest(name = "{0} executors, {1} receivers, blocks missing {2}, after {3} ms: {4}")
  @CsvSource({
    "0, 1, false, 99999, false, " + NEVER, // nobody could work
    "2, 1, false, 0, true, " + NEVER, // all are there
    "3, 2, false, 0, true, " + NEVER, // more than expected
    "1, 1, false, 0, false, 1100", // waits for the other executor
    "1, 1, false, 99, false, 1100",
    "1, 1, false, 100, true, " + NEVER, // and goes on without it
    "2, 0, false, 0, false, 1100", // waits for the receiver
    "2, 1, true, 100, false, 1500", // waits longer for blocks
    "2, 1, true, 500, true, " + NEVER
  })
  void goesOrWaits(
      int executors, int receivers, boolean missing, long waited, boolean go, long askAgain) {
    var observed =
        new GatherDecision.Observed(executors, receivers, 2, 1, missing, 1_000, 100, 500);

    assertThat(GatherDecision.decide(observed, 1_000 + waited))
        .isEqualTo(new GatherDecision(go, askAgain));
  }
}
