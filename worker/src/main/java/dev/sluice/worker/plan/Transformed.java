package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.TransformNode;
import java.util.List;
import java.util.Map;

/**
 * What the transform functions of a job have given, by the id of their nodes.
 *
 * @param results the data set of each function that was called
 * @param kept data sets that executors keep, by the id of the node that they are read in place of
 */
public record Transformed(Map<Integer, Node> results, Map<Integer, Node> kept) {
  /** No function was called yet. */
  public static final Transformed NOTHING = new Transformed(Map.of());

  /** Copies the maps. */
  public Transformed {
    results = Map.copyOf(results);
    kept = Map.copyOf(kept);
  }

  /** Nothing is kept. */
  public Transformed(Map<Integer, Node> results) {
    this(results, Map.of());
  }

  /** The same results, with data sets that are kept. */
  public Transformed reading(Map<Integer, Node> data) {
    return new Transformed(results, data);
  }

  /** The data set that stands for a transformation; without records if it was not called yet. */
  Node of(TransformNode node) {
    var result = results.get(node.info().id());
    return result == null ? nothing(node.info()) : result;
  }

  private static Node nothing(NodeInfo info) {
    return new SourceNode.CollectionSource(info.again(), List.of(), 0);
  }
}
