package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.state.StateShard;
import java.util.List;

/** The slots of state that an operator may touch on its lane. Used by the lane's thread only. */
public interface StateAccess {
  /**
   * The slots of one partition of a stateful operator, in order.
   *
   * @param state index in the plan's states
   * @param partition the partition, owned by this lane
   */
  List<StateShard> slots(int state, int partition);

  /**
   * The slot of a shard.
   *
   * @param state index in the plan's states; keyed
   * @param shard a shard of a partition that this lane owns
   */
  StateShard shard(int state, int shard);

  /**
   * The slot of a key.
   *
   * @param state index in the plan's states; keyed
   * @param key a key of a partition that this lane owns
   */
  default StateShard slotOf(int state, Object key) {
    return shard(state, KeySpace.shard(key, shards()));
  }

  /** Returns a copy of a state, or the state itself if it cannot change. */
  Object detached(Object value);

  /** The number of shards of the key space. */
  int shards();
}
