package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.checkpoint.SimulatedStore.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Drivers that die after any single call, and two at once: nothing lost, one committer. */
class LogSimulationTest {
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));

  @Test
  void goesOnWithoutLossAfterACrashAtEverySingleCall() {
    for (Fault crash : List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER)) {
      int calls = callsOfARunWithout(crash);
      for (int at = 0; at < calls; at++) {
        SimulatedJob job = new SimulatedJob();
        AtomicInteger call = new AtomicInteger();
        int fatal = at;
        job.store().script((process, name) -> call.getAndIncrement() == fatal ? crash : Fault.NONE);
        assertThat(job.runsToTheEnd("first")).isFalse();
        assertThat(job.runsToTheEnd("second")).isTrue();
        job.verify();
      }
    }
  }

  @Test
  void goesOnWithoutLossAfterManyCrashesAndLostAnswers() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      SimulatedJob job = new SimulatedJob();
      job.store().script((process, name) -> randomFault(random, 0.03));
      int lives = 0;
      while (!job.runsToTheEnd("driver-" + lives)) {
        lives++;
        if (random.nextInt(3) == 0) {
          job.store().settle();
        }
        assertThat(lives).as("seed %d", seed).isLessThan(500);
      }
      job.store().settle();
      job.verify();
    }
  }

  @Test
  void neverHasTwoCommittersWhenDriversRace() throws Exception {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      SimulatedJob job = new SimulatedJob();
      Turns turns = new Turns(random, 3);
      job.store()
          .script(
              (process, name) -> {
                turns.await(process);
                return randomFault(random, 0.02);
              });
      List<Thread> drivers = new ArrayList<>();
      for (int driver = 0; driver < 3; driver++) {
        String name = "racer-" + driver;
        drivers.add(new Thread(() -> turns.play(name, () -> job.runsToTheEnd(name)), name));
      }
      drivers.forEach(Thread::start);
      for (Thread driver : drivers) {
        driver.join();
      }
      turns.rethrow();
      job.store().settle();
      job.store().script((process, name) -> Fault.NONE);
      assertThat(job.runsToTheEnd("last")).as("seed %d", seed).isTrue();
      job.verify();
    }
  }

  @Test
  void driverThatSleptThroughCleaningsStillFindsItselfReplaced() {
    for (int calls = 6; calls < 90; calls++) {
      SimulatedJob job = new SimulatedJob();
      AtomicInteger call = new AtomicInteger();
      int asleep = calls;
      job.store()
          .script(
              (process, name) -> {
                if (process.equals("sleeper") && call.getAndIncrement() == asleep) {
                  // While it sleeps a second driver runs for long and cleans the log behind it.
                  assertThat(job.runsTo("successor", 40)).isTrue();
                }
                return Fault.NONE;
              });
      boolean finished = job.runsTo("sleeper", 60);
      if (call.get() > asleep) {
        assertThat(finished).as("asleep at call %d", asleep).isFalse();
      }
      job.verify();
    }
  }

  private static int callsOfARunWithout(Fault crash) {
    SimulatedJob job = new SimulatedJob();
    AtomicInteger calls = new AtomicInteger();
    job.store()
        .script(
            (process, name) -> {
              calls.incrementAndGet();
              return Fault.NONE;
            });
    assertThat(job.runsToTheEnd("only")).as("without %s", crash).isTrue();
    job.verify();
    return calls.get();
  }

  private static Fault randomFault(Random random, double rate) {
    if (random.nextDouble() >= rate) {
      return Fault.NONE;
    }
    return FAULTS.get(random.nextInt(FAULTS.size()));
  }
}
