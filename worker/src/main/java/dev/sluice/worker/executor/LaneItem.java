package dev.sluice.worker.executor;

import java.util.List;

/** Something for a lane to do. */
sealed interface LaneItem {
  /** Something that belongs to a plan's run. */
  sealed interface OfRun extends LaneItem {
    PlanRun run();
  }

  /** From here on nothing of older generations is done; {@code reached} is called on the lane. */
  record Halt(long generation, Runnable reached) implements LaneItem {}

  /** Records for a partition, handed over inside the process. */
  record Handover(PlanRun run, long batch, int exchange, int partition, List<Object> records)
      implements OfRun {}

  /** Records for a partition from another executor; {@code consumed} gives their credit back. */
  record Arrival(
      PlanRun run, long batch, int exchange, int partition, byte[] records, Runnable consumed)
      implements OfRun {}

  /** The source tasks of a batch may be taken. */
  record Sources(PlanRun run, BatchRun batch) implements OfRun {}

  /** What a source task gave may leave it. */
  record Pass(PlanRun run, BatchRun batch, SourceAttempt attempt) implements OfRun {}

  /** All records of a batch for a stage are in. */
  record Finish(PlanRun run, BatchRun batch, int stage) implements OfRun {}
}
