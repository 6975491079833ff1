package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.OutputRunner;
import java.util.concurrent.CompletableFuture;

/** Gives what becomes of outputs to a loop that is made after what releases them. */
record OutputRelay(CompletableFuture<JobLoop> loop) implements OutputRunner.Listener {
  @Override
  public void released(OutputAttempt attempt) {
    loop.join().outputs().released(attempt);
  }

  @Override
  public void rewound(OutputAttempt attempt, int completedOutputs) {
    loop.join().outputs().rewound(attempt, completedOutputs);
  }

  @Override
  public void failed(
      OutputAttempt attempt, int completedOutputs, String operation, Throwable failure) {
    loop.join().outputs().failed(attempt, completedOutputs, operation, failure);
  }
}
