package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.InitialValue;
import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.state.PairColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come in for a partition of keyed state, by shard: the part of a shard is then worked off
 * while its table is in the processor's cache. Owned by one thread.
 */
final class ShardRecords {
  private static final @Nullable PairColumns[] NONE = {};

  private final int shards;
  private @Nullable PairColumns[] byShard = NONE;
  private final List<Tuple2<Object, Object>> initial = new ArrayList<>();

  ShardRecords(int shards) {
    this.shards = shards;
  }

  void add(Object record) {
    var pair = (Tuple2<?, ?>) record;
    if (pair._2() instanceof InitialValue first) {
      initial.add(new Tuple2<>(pair._1(), first.state()));
      return;
    }
    of(KeySpace.shard(pair._1(), shards)).add(pair._1(), pair._2());
  }

  private PairColumns of(int shard) {
    if (byShard == NONE) {
      byShard = new @Nullable PairColumns[shards];
    }
    var columns = byShard[shard];
    if (columns == null) {
      columns = new PairColumns();
      byShard[shard] = columns;
    }
    return columns;
  }

  /** Keys with their states to begin with. */
  List<Tuple2<Object, Object>> initial() {
    return initial;
  }

  /** Gives the records of a shard away, in the order in which they came. */
  PairColumns take(int shard) {
    var columns = byShard == NONE ? null : byShard[shard];
    if (columns == null) {
      return new PairColumns();
    }
    byShard[shard] = null;
    return columns;
  }
}
