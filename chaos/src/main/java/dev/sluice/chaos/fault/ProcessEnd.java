package dev.sluice.chaos.fault;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of processes that are not this one's children. */
final class ProcessEnd {
  private ProcessEnd() {}

  /** Says whether a process ended in time. */
  static boolean await(long pid, long timeoutMillis) {
    var process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return true;
    }
    try {
      process.get().onExit().get(timeoutMillis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
