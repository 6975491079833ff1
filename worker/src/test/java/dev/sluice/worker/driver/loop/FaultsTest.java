package dev.sluice.worker.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.control.wire.WorkFailed;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final WorkFailed FAILURE =
      WorkFailed.newBuilder().setMessage("map failed").setStackTrace("at Job.map").build();

  @Test
  void theFourthFailureOfOneBatchEndsTheJob() {
    var faults = new Faults(4, FaultsTest.class.getClassLoader());

    assertThat(faults.userFailure(7, FAILURE)).isEmpty();
    assertThat(faults.userFailure(7, FAILURE)).isEmpty();
    assertThat(faults.userFailure(7, FAILURE)).isEmpty();
    assertThat(faults.userFailure(7, FAILURE).orElseThrow())
        .hasMessage("map failed (batch 7, 4 attempts)\nat Job.map");
  }

  @Test
  void failuresOfAnotherBatchOrBeforeACommitDoNotCount() {
    var faults = new Faults(2, FaultsTest.class.getClassLoader());

    faults.userFailure(7, FAILURE);
    assertThat(faults.userFailure(8, FAILURE)).isEmpty();
    faults.committed(8);
    assertThat(faults.userFailure(8, FAILURE)).isEmpty();
  }

  @Test
  void onlyABatchCutAfterTheFaultIsProgress() {
    var faults = new Faults(4, FaultsTest.class.getClassLoader());
    faults.fault(10, 0);
    faults.fault(10, 0);

    faults.committed(10);
    assertThat(faults.delayMillis()).isEqualTo(50);
    faults.committed(11);
    assertThat(faults.delayMillis()).isZero();
  }

  @Test
  void anOutageOfAMinuteDoesNotEndTheJob() {
    var faults = new Faults(4, FaultsTest.class.getClassLoader());
    for (var attempt = 0; attempt < 100; attempt++) {
      faults.fault(10, attempt * 600L);
    }

    assertThat(faults.exhausted("no store", 60_000)).isEmpty();
    assertThat(faults.exhausted("no store", 700_000).orElseThrow())
        .hasMessage(
            "no batch could be completed in 100 attempts; the last one ended with: no store");
  }
}
