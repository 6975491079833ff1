package dev.sluice.worker.launch;

/** What a local run reacts to, one after another, on its own thread. */
sealed interface RunEvent {
  /** The embedded store answers. */
  record StoreReady() implements RunEvent {}

  /** A process has ended, and its output was passed on. */
  record ProcessEnded(Slot slot, ManagedProcess process, int exitCode) implements RunEvent {}

  /** The wait before another attempt is over. */
  record StartDue(Slot slot) implements RunEvent {}

  /** The driver was asked. */
  record StatusSeen(JobStatus status) implements RunEvent {}

  /** Somebody wants the job to end gracefully. */
  record StopRequested(String reason) implements RunEvent {}

  /** A graceful stop takes too long. */
  record StopOverdue() implements RunEvent {}
}
