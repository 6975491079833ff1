package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.state.StateShard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shards of one state that a lane touches, found by key without asking for each record. */
final class LaneShards {
  private final StateAccess access;
  private final int state;
  private final @Nullable StateShard[] shards;

  LaneShards(StateAccess access, int state) {
    this.access = access;
    this.state = state;
    this.shards = new @Nullable StateShard[access.shards()];
  }

  StateShard of(Object key) {
    int number = KeySpace.shard(key, shards.length);
    var known = shards[number];
    if (known == null) {
      known = access.shard(state, number);
      shards[number] = known;
    }
    return known;
  }

  List<StateShard> ofPartition(int partition) {
    return access.slots(state, partition);
  }

  /** Returns a state as it is now, whatever later batches do with it. */
  Object detached(Object value) {
    return access.detached(value);
  }

  /** Returns a record without the very object that is kept as a state, if that can change. */
  Object apart(Object record, Object kept) {
    if (record == kept) {
      return detached(kept);
    }
    if (record instanceof Tuple2<?, ?> pair && (pair._1() == kept || pair._2() == kept)) {
      return new Tuple2<>(part(pair._1(), kept), part(pair._2(), kept));
    }
    return record;
  }

  private Object part(Object value, Object kept) {
    return value == kept ? detached(kept) : value;
  }
}
