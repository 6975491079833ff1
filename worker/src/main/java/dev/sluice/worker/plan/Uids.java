package dev.sluice.worker.plan;

import dev.sluice.graph.NodeInfo;
import java.util.HashMap;
import java.util.Map;

/**
 * The uids of a job's sources and stateful operators: given by the program, or derived from name
 * and position. Derived once, from the graph as the program has built it, so that what transform
 * functions add for a batch changes none. Not thread-safe until {@link #fix}.
 */
final class Uids {
  private record Place(int node, String kind) {}

  private final Map<Place, String> known = new HashMap<>();
  private boolean fixed;

  /**
   * The uid of a node.
   *
   * @param kind what the uid is for
   * @param position place among those of its kind, for a node that is not known yet
   */
  String of(NodeInfo info, String kind, int position) {
    var place = new Place(info.id(), kind);
    var uid = known.get(place);
    if (uid == null) {
      uid = info.uid().orElse(info.operation() + "-" + kind + "-" + position);
      if (!fixed) {
        known.put(place, uid);
      }
    }
    return uid;
  }

  /** Nodes met from now on belong to one batch and are not remembered. */
  void fix() {
    fixed = true;
  }
}
