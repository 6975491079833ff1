package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.function.Function;
import dev.sluice.worker.state.PairColumns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Gives a function all keys of a partition at once, and keeps what it makes of them. */
final class PartitionUpdate {
  private final Function<
          Iterator<Tuple3<Object, List<Object>, Optional<Object>>>,
          Iterator<Tuple2<Object, Object>>>
      function;
  private final LaneShards shards;
  private final int partition;

  PartitionUpdate(
      Function<
              Iterator<Tuple3<Object, List<Object>, Optional<Object>>>,
              Iterator<Tuple2<Object, Object>>>
          function,
      LaneShards shards,
      int partition) {
    this.function = function;
    this.shards = shards;
    this.partition = partition;
  }

  /**
   * Updates the partition.
   *
   * @param added the batch's values
   * @param failed makes an exception that names the operator
   * @param results takes what the function gave
   */
  void apply(
      ShardRecords added,
      java.util.function.Function<Throwable, UserCodeException> failed,
      BiConsumer<Object, Object> results) {
    var given = new ArrayList<Tuple2<Object, Object>>();
    try {
      function.call(keys(added).iterator()).forEachRemaining(given::add);
      given.forEach(this::requireOwn);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed.apply(e);
    }
    var kept = new KeyTable();
    given.forEach(pair -> kept.computeIfAbsent(pair._1(), pair::_2));
    for (var shard : shards.ofPartition(partition)) {
      shard.updateAll((key, before) -> kept.get(key));
    }
    kept.forEach(
        (key, state) -> {
          var shard = shards.of(key);
          if (shard.get(key) == null) {
            shard.put(key, state);
          }
        });
    given.forEach(pair -> results.accept(pair._1(), pair._2()));
  }

  private List<Tuple3<Object, List<Object>, Optional<Object>>> keys(ShardRecords added) {
    var keys = new ArrayList<Tuple3<Object, List<Object>, Optional<Object>>>();
    for (var shard : shards.ofPartition(partition)) {
      var values = values(added.take(shard.shard()));
      shard.forEach(
          (key, before) -> {
            var ofKey = values.remove(key);
            keys.add(new Tuple3<>(key, ofKey == null ? List.of() : ofKey, Optional.of(before)));
          });
      values.forEach((key, ofKey) -> keys.add(new Tuple3<>(key, ofKey, Optional.empty())));
    }
    return keys;
  }

  private static Map<Object, List<Object>> values(PairColumns added) {
    var values = new LinkedHashMap<Object, List<Object>>();
    for (var index = 0; index < added.size(); index++) {
      values.computeIfAbsent(added.key(index), key -> new ArrayList<>(1)).add(added.value(index));
    }
    return values;
  }

  private void requireOwn(Tuple2<Object, Object> pair) {
    if (!shards.ofPartition(partition).contains(shards.of(pair._1()))) {
      throw new IllegalArgumentException(
          "key '%s' belongs to another partition: keep the keys, and change them behind updateStateByKey"
              .formatted(pair._1()));
    }
  }
}
