package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.graph.StreamGraph;
import dev.sluice.graph.TransformNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans one job: once as the program has built it, and again with what its transform functions give
 * for a batch. Stateful operators, sources of streams and outputs are the same in all of its plans.
 * Thread-safe.
 */
public final class JobPlanner {
  private final StreamGraph graph;
  private final PlanSettings settings;
  private final Uids uids = new Uids();
  private final PlannedJob fixed;
  private final List<Transformation> transformations;

  /**
   * A transformation by a function, and when it is called.
   *
   * @param node the node
   * @param slideBatches it is called for batches whose index is a multiple of this
   */
  public record Transformation(TransformNode node, int slideBatches) {}

  /** Plans the job as the program has built it. */
  public JobPlanner(StreamGraph graph, PlanSettings settings) {
    this.graph = graph;
    this.settings = settings;
    var builder = new PlanBuilder(settings, uids, Transformed.NOTHING);
    this.fixed = Planner.plan(graph, builder);
    uids.fix();
    this.transformations =
        nodes(graph).stream()
            .map(node -> new Transformation(node, builder.place(node).slideBatches()))
            .toList();
  }

  /** The plan that does not depend on a batch. */
  public PlannedJob fixed() {
    return fixed;
  }

  /** The transformations by a function, each behind those whose results it gets. */
  public List<Transformation> transformations() {
    return transformations;
  }

  /** Plans the job with what the functions gave. */
  public PlannedJob with(Transformed transformed) {
    return Planner.plan(graph, new PlanBuilder(settings, uids, transformed));
  }

  /**
   * Plans an action on a data set.
   *
   * @param node the data set
   * @param output what to do with each partition
   * @param transformed what transform functions gave for the batch whose data it reads, and the
   *     data sets that are kept
   * @return the plan, with one output, and its sources
   */
  public PlannedJob action(Node node, OutputSpec output, Transformed transformed) {
    return Planner.planAction(node, output, new PlanBuilder(settings, uids, transformed));
  }

  private static List<TransformNode> nodes(StreamGraph graph) {
    var found = new ArrayList<TransformNode>();
    var seen = new HashSet<Integer>();
    graph.outputs().stream().map(Output::parent).forEach(node -> collect(node, seen, found));
    return found;
  }

  private static void collect(Node node, Set<Integer> seen, List<TransformNode> found) {
    if (seen.add(node.info().id())) {
      node.parents().forEach(parent -> collect(parent, seen, found));
      if (node instanceof TransformNode transform) {
        found.add(transform);
      }
    }
  }
}
