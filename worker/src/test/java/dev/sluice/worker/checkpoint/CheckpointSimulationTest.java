package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.checkpoint.SimulatedStore.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Checkpoints, cleaning and restore in random histories: nothing needed goes, all else does. */
class CheckpointSimulationTest {
  private static final int HISTORIES = 300;
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));

  @Test
  void retainedCheckpointsAreWholeBeforeEverySingleCall() {
    for (int seed = 0; seed < HISTORIES / 5; seed++) {
      SimulatedJob job = new SimulatedJob();
      Random random = new Random(seed);
      job.store()
          .script(
              (process, call) -> {
                job.verifyRetained();
                return randomFault(random);
              });
      runToTheEnd(job, random);
    }
  }

  @Test
  void everyRetainedCheckpointCanBeRestoredAfterACrashAtAnyCall() {
    for (Fault crash : List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER)) {
      boolean crashed = true;
      for (int at = 0; crashed; at++) {
        SimulatedJob job = new SimulatedJob();
        AtomicInteger calls = new AtomicInteger();
        int fatal = at;
        job.store()
            .script((process, call) -> calls.getAndIncrement() == fatal ? crash : Fault.NONE);
        crashed = !job.runsToTheEnd("first");
        job.verifyEveryRestore();
      }
    }
  }

  @Test
  void everyRetainedCheckpointCanBeRestoredInRandomHistories() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      SimulatedJob job = randomHistory(seed);
      job.verifyEveryRestore();
    }
  }

  @Test
  void collectsWhatDeadDriversAndUnfinishedCheckpointsLeft() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      SimulatedJob job = randomHistory(seed);
      job.verifyNothingIsLeftOver();
    }
  }

  private static SimulatedJob randomHistory(int seed) {
    Random random = new Random(seed);
    SimulatedJob job = new SimulatedJob();
    job.store().script((process, call) -> randomFault(random));
    runToTheEnd(job, random);
    return job;
  }

  private static void runToTheEnd(SimulatedJob job, Random random) {
    int lives = 0;
    while (!job.runsToTheEnd("driver-" + lives)) {
      lives++;
      if (random.nextInt(3) == 0) {
        job.store().settle();
      }
      assertThat(lives).isLessThan(500);
    }
  }

  private static Fault randomFault(Random random) {
    return random.nextDouble() < 0.03 ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE;
  }
}
