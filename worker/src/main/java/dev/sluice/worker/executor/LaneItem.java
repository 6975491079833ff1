package dev.sluice.worker.executor;

import java.util.List;

/** Something for a lane to do. */
sealed interface LaneItem {
  /** The plan's run that it belongs to. */
  PlanRun run();

  /** Records for a partition, handed over inside the process. */
  record Handover(PlanRun run, long batch, int exchange, int partition, List<Object> records)
      implements LaneItem {}

  /** Records for a partition from another executor; {@code consumed} gives their credit back. */
  record Arrival(
      PlanRun run, long batch, int exchange, int partition, byte[] records, Runnable consumed)
      implements LaneItem {}

  /** The source tasks of a batch may be taken. */
  record Sources(PlanRun run, BatchRun batch) implements LaneItem {}

  /** All records of a batch for a stage are in. */
  record Finish(PlanRun run, BatchRun batch, int stage) implements LaneItem {}
}
