package dev.sluice.worker.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The state of a simulated driver in shards, and where each shard's ranges lie. */
final class SimulatedShards {
  static final int SHARDS = 4;
  private static final int EXECUTORS = 2;
  private static final int LONGEST_CHAIN = 3;

  private final TreeMap<Integer, List<Long>> values = new TreeMap<>();
  private final TreeMap<Integer, List<Long>> changes = new TreeMap<>();
  private final TreeMap<Integer, List<ShardRange>> ranges = new TreeMap<>();

  void clear() {
    values.clear();
    changes.clear();
    ranges.clear();
  }

  void add(List<Long> inputs) {
    for (long input : inputs) {
      int shard = (int) (input / 1000 % SHARDS);
      values.computeIfAbsent(shard, any -> new ArrayList<>()).add(input);
      changes.computeIfAbsent(shard, any -> new ArrayList<>()).add(input);
    }
  }

  /** Reads a checkpoint; returns its values in order. */
  List<Long> restore(OperatorState state, Function<ShardRange, byte[]> reader) {
    for (ShardRange range : state.shards()) {
      ranges.computeIfAbsent(range.shard(), any -> new ArrayList<>()).add(range);
      ByteBuffer content = ByteBuffer.wrap(reader.apply(range));
      while (content.hasRemaining()) {
        values.computeIfAbsent(range.shard(), any -> new ArrayList<>()).add(content.getLong());
      }
    }
    return values.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Packs what changed in an executor's shards into one object, if anything did. */
  void writeChanges(int executor, BiConsumer<String, byte[]> store, IntFunction<String> namer) {
    List<Integer> dirty =
        changes.keySet().stream().filter(shard -> shard % EXECUTORS == executor).toList();
    if (dirty.isEmpty()) {
      return;
    }
    String object = namer.apply(executor);
    ByteBuffer packed = ByteBuffer.allocate(1 << 16);
    TreeMap<Integer, ShardRange> written = new TreeMap<>();
    for (int shard : dirty) {
      boolean whole = ranges.getOrDefault(shard, List.of()).size() % LONGEST_CHAIN == 0;
      List<Long> content = (whole ? values : changes).getOrDefault(shard, List.of());
      written.put(
          shard,
          new ShardRange(
              shard,
              object,
              packed.position(),
              content.size() * (long) Long.BYTES,
              content.size()));
      content.forEach(packed::putLong);
    }
    byte[] content = new byte[packed.position()];
    packed.flip().get(content);
    store.accept(object, content);
    written.forEach(
        (shard, range) -> {
          List<ShardRange> chain = ranges.computeIfAbsent(shard, any -> new ArrayList<>());
          if (chain.size() % LONGEST_CHAIN == 0) {
            chain.clear();
          }
          chain.add(range);
          changes.remove(shard);
        });
  }

  List<ShardRange> all() {
    return ranges.values().stream().flatMap(List::stream).toList();
  }
}
