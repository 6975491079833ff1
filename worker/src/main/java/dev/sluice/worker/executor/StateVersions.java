package dev.sluice.worker.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which batch the state on each lane is at. A lane notes what it does itself; thread-safe for those
 * who ask.
 */
final class StateVersions {
  /** The state is not that after any batch. */
  static final long NONE = -1;

  private final long base;
  private final long caughtUpBatch;
  private final Set<String> uids = ConcurrentHashMap.newKeySet();
  private final List<Map<String, Long>> byLane = new ArrayList<>();

  /**
   * Makes the versions of a generation.
   *
   * @param base the batch that all state is at to begin with
   * @param caughtUpBatch with the end of this batch restored state is where kept state is
   */
  StateVersions(int lanes, long base, long caughtUpBatch) {
    this.base = base;
    this.caughtUpBatch = caughtUpBatch;
    for (var lane = 0; lane < lanes; lane++) {
      byLane.add(new ConcurrentHashMap<>());
    }
  }

  /** The state that there is; to be said before any lane touches it. */
  void know(List<String> all) {
    uids.addAll(all);
  }

  /** A lane begins to change state. */
  void begin(int lane, List<String> changed) {
    changed.forEach(uid -> byLane.get(lane).put(uid, NONE));
  }

  /** A lane has changed state as a batch demands. */
  void end(int lane, List<String> changed, long batch, boolean catchUp) {
    if (!catchUp || batch == caughtUpBatch) {
      changed.forEach(uid -> byLane.get(lane).put(uid, batch));
    }
  }

  /** The batch that all state is at, or {@link #NONE}. */
  long common() {
    return uids.isEmpty() ? base : only(uids.stream().map(this::of));
  }

  /** The batch that each state is at, or {@link #NONE}; empty while nothing has touched any. */
  Map<String, Long> byState() {
    return uids.stream().collect(Collectors.toMap(Function.identity(), this::of));
  }

  private long of(String uid) {
    return only(byLane.stream().map(lane -> lane.getOrDefault(uid, base)));
  }

  private static long only(Stream<Long> batches) {
    var found = batches.distinct().toList();
    return found.size() == 1 ? found.get(0) : NONE;
  }
}
