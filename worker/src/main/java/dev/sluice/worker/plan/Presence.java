package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StateNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.WindowedNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which streams have a data set in a batch in which some sources have none, which is not the same
 * as an empty one. A pure function: windows and states have a data set all the same, other
 * transformations have one if their input does, and those that put several streams together, or
 * call a transform function, need one of each. Used by one thread.
 */
public final class Presence {
  private final Set<Integer> absentSources;
  private final Map<Integer, Boolean> known = new HashMap<>();

  private Presence(Set<Integer> absentSources) {
    this.absentSources = absentSources;
  }

  /**
   * Finds the output operations that have nothing to do in a batch.
   *
   * @param outputs the output operations
   * @param absentSources ids of the nodes of the sources without a data set
   * @return the places of those operations whose stream has no data set
   * @throws IllegalStateException if a transformation needs a data set that is not there
   */
  public static Set<Integer> absentOutputs(List<Output> outputs, Set<Integer> absentSources) {
    var presence = new Presence(absentSources);
    var absent = new HashSet<Integer>();
    for (var index = 0; index < outputs.size(); index++) {
      if (!presence.of(outputs.get(index).parent())) {
        absent.add(index);
      }
    }
    return absent;
  }

  private boolean of(Node node) {
    var before = known.get(node.info().id());
    if (before != null) {
      return before;
    }
    var present = compute(node);
    known.put(node.info().id(), present);
    return present;
  }

  private boolean compute(Node node) {
    if (node instanceof SourceNode) {
      return !absentSources.contains(node.info().id());
    }
    var present = true;
    for (var parent : node.parents()) {
      if (!of(parent)) {
        present = false;
        require(node, parent);
      }
    }
    return present || node instanceof WindowedNode || node instanceof StateNode;
  }

  private static void require(Node node, Node parent) {
    var needed =
        node instanceof TransformNode transform
            ? transform.body().needsEveryParent()
            : node.parents().size() > 1;
    if (needed) {
      throw new IllegalStateException(
          "%s: the stream of %s has no data set in this batch"
              .formatted(node.info(), parent.info()));
    }
  }
}
