package dev.sluice.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * For how long the batches of each stream have to be there for the streams that are made of it; a
 * pure function of the graph. A batch is needed while it is younger than that.
 */
public final class RememberDurations {
  private final long batchMillis;
  private final ToLongFunction<Node> checkpointMillis;
  private final Map<Integer, Long> millis = new HashMap<>();

  private RememberDurations(long batchMillis, ToLongFunction<Node> checkpointMillis) {
    this.batchMillis = batchMillis;
    this.checkpointMillis = checkpointMillis;
  }

  /**
   * Computes the durations.
   *
   * @param outputs the streams of the output operations
   * @param batchMillis the batch interval in milliseconds
   * @param rememberMillis what the program wants for these streams, in milliseconds; 0 for nothing
   * @param checkpointMillis how often a stream's data are checkpointed; 0 for never
   * @return the durations in milliseconds, by the id of the node
   */
  public static Map<Integer, Long> of(
      List<Node> outputs,
      long batchMillis,
      long rememberMillis,
      ToLongFunction<Node> checkpointMillis) {
    var durations = new RememberDurations(batchMillis, checkpointMillis);
    outputs.forEach(node -> durations.visit(node, rememberMillis));
    return Map.copyOf(durations.millis);
  }

  private void visit(Node node, long wanted) {
    var checkpoint = checkpointMillis.applyAsLong(node);
    var slide = Slides.slideMillis(node, batchMillis);
    var least = checkpoint >= slide ? 2 * checkpoint : slide;
    var own = Math.max(wanted, least);
    var known = millis.get(node.info().id());
    if (known != null && known >= own) {
      return;
    }
    millis.put(node.info().id(), own);
    var ofParents = node instanceof WindowedNode window ? own + window.windowMillis() : own;
    node.parents().forEach(parent -> visit(parent, ofParents));
  }
}
