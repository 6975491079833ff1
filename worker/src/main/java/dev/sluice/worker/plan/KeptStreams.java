package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.graph.RememberDurations;
import dev.sluice.graph.Slides;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StateNode;
import dev.sluice.graph.StreamGraph;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.WindowedNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The streams whose batches the executors keep for a time: those that the program has persisted,
 * and, when batches are remembered, all from which the others can be computed again. Immutable.
 *
 * @param byNode by the id of the node
 */
public record KeptStreams(Map<Integer, Kept> byNode) {
  /**
   * A stream that is kept.
   *
   * @param node the stream
   * @param slideBatches it has a data set in batches whose index is a multiple of this
   * @param keepBatches a batch is kept until this many came after it
   */
  public record Kept(Node node, int slideBatches, long keepBatches) {
    /** What the executors keep it under. */
    public String holdId() {
      return "kept-" + node.info().id();
    }
  }

  /** Copies the map. */
  public KeptStreams {
    byNode = Collections.unmodifiableMap(new LinkedHashMap<>(byNode));
  }

  /** Finds the streams of a job that are kept. */
  public static KeptStreams of(StreamGraph graph) {
    var interval = graph.batchInterval().toMillis();
    var outputs = graph.outputs().stream().map(Output::parent).toList();
    var durations = RememberDurations.of(outputs, interval, graph.rememberMillis(), node -> 0);
    var kept = new LinkedHashMap<Integer, Kept>();
    var seen = new HashSet<Integer>();
    for (var output : outputs) {
      collect(output, graph, durations, seen, kept);
    }
    return new KeptStreams(kept);
  }

  /** How a stream is kept, or empty if it is not. */
  public Optional<Kept> of(Node node) {
    return Optional.ofNullable(byNode.get(node.info().id()));
  }

  private static void collect(
      Node node,
      StreamGraph graph,
      Map<Integer, Long> durations,
      Set<Integer> seen,
      Map<Integer, Kept> kept) {
    if (!seen.add(node.info().id())) {
      return;
    }
    node.parents().forEach(parent -> collect(parent, graph, durations, seen, kept));
    var wanted = graph.rememberMillis() > 0 && !isComputable(node);
    if (wanted || node.info().storageLevel().isPresent()) {
      var interval = graph.batchInterval().toMillis();
      var millis = durations.getOrDefault(node.info().id(), interval);
      var slide = Math.toIntExact(Slides.slideMillis(node, interval) / interval);
      kept.put(node.info().id(), new Kept(node, slide, (millis + interval - 1) / interval));
    }
  }

  /** Whether a stream's data can be computed again from those of its parents. */
  static boolean isComputable(Node node) {
    return !(node instanceof SourceNode
        || node instanceof StateNode
        || node instanceof TransformNode
        || node instanceof WindowedNode.InverseWindowNode);
  }
}
