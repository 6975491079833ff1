package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import java.util.List;

/**
 * A plan with the driver's side of it.
 *
 * @param plan what the executors get
 * @param sources the source nodes, by the plan's source index
 * @param outputs the output operations, by the plan's output index, before streams that are kept;
 *     empty for an action
 */
public record PlannedJob(Plan plan, List<Node> sources, List<Output> outputs) {
  /** Copies the lists. */
  public PlannedJob {
    sources = List.copyOf(sources);
    outputs = List.copyOf(outputs);
  }
}
