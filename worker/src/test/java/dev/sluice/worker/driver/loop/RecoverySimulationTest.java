package dev.sluice.worker.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.speculation.SpeculationSettings;
import dev.sluice.worker.executor.SimulatedExecutor;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers and executors that die at any step: every output is exact, and batches go on. */
class RecoverySimulationTest {
  private static final int WARM_UP = 2_000;

  @TempDir private Path directory;

  private final SimulatedExecutor.Starts starts = new SimulatedExecutor.Starts();

  @Test
  void goesOnExactlyWhenTheDriverIsKilledAtAnyStep() {
    killAtEverySingleStep(SimulatedFaults::killDriver);

    assertThat(starts.carriedOver).isGreaterThan(starts.reloads / 2);
    assertThat(starts.told).isPositive();
  }

  @Test
  void goesOnExactlyWhenAnExecutorIsKilledAtAnyStep() {
    killAtEverySingleStep(SimulatedFaults::killExecutor);

    assertThat(starts.caughtUp - starts.caughtUpBehindState).isPositive();
    assertThat(starts.caughtUpBehindState).isPositive();
  }

  private void killAtEverySingleStep(Consumer<SimulatedFaults> fault) {
    for (var step = 0; step < 600; step += 5) {
      var cluster = new SimulatedCluster(1 + step % 4, directory, starts);
      cluster.run(WARM_UP + step);
      fault.accept(new SimulatedFaults(cluster));
      cluster.runUntilCommitted(8);
    }
  }

  @Test
  void computesNothingTwiceWhenExecutorsJoinAndLeave() {
    for (var seed = 0; seed < 40; seed++) {
      var cluster = new SimulatedCluster(6L * seed + 2, directory, starts);
      var faults = new SimulatedFaults(cluster);
      cluster.runUntilCommitted(3);
      for (var replaced = 0; replaced < 3; replaced++) {
        faults.startAnotherExecutor();
        cluster.runUntilCommitted(4);
        faults.askExecutorToLeave();
        cluster.runUntilCommitted(4);
        assertThat(cluster.workers().count()).as("seed %d", seed).isEqualTo(3);
      }
    }
    assertThat(starts.reloads).isEqualTo(40 * 3);
    assertThat(starts.caughtUp).isZero();
  }

  @Test
  void goesOnExactlyUnderAnyScheduleOfFaults() {
    for (var seed = 0; seed < 120; seed++) {
      var random = new Random(seed);
      var cluster = new SimulatedCluster(seed, directory, starts);
      try {
        for (var fault = 0; fault < 12; fault++) {
          cluster.run(random.nextInt(fault % 3 == 0 ? 30 : 900));
          new SimulatedFaults(cluster).any(random);
        }
        cluster.runUntilCommitted(10);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(starts.torn).isPositive();
  }

  @Test
  void countsOneAttemptAtEachTaskWhenCopiesOfSlowTasksRunUnderAnyScheduleOfFaults() {
    var speculation = new SpeculationSettings(true, 20, 1.5, 0.5, 50);
    for (var seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var cluster = new SimulatedCluster(seed, directory, starts, speculation);
      try {
        for (var fault = 0; fault < 4; fault++) {
          cluster.run(random.nextInt(900));
          new SimulatedFaults(cluster).any(random);
        }
        cluster.runUntilCommitted(10);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(starts.dropped).isGreaterThan(100);
  }

  @Test
  void keepsItsPaceWithASlowExecutorOnlyIfThereAreCopiesOfItsTasks() {
    assertThat(millisOfTenBatches(true)).isLessThan(20_000);
    assertThat(millisOfTenBatches(false)).isGreaterThan(60_000);
  }

  private long millisOfTenBatches(boolean copies) {
    var speculation = new SpeculationSettings(true, 20, copies ? 1.5 : 1e9, 0.5, 50);
    var cluster = new SimulatedCluster(1, directory, starts, speculation);
    cluster.runUntilCommitted(1);
    var since = cluster.millis();
    cluster.runUntilCommitted(10);
    return cluster.millis() - since;
  }
}
