package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.state.StateShard;
import dev.sluice.worker.writeahead.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What checkpoints write over time when a hundredth of the keys changes from one to the next:
 * state, shards that are written whole, tables and manifests. The shards are of the size that a
 * million keys have in 64 of them.
 */
class CheckpointVolumeTest {
  private static final int SHARDS = 16;
  private static final int KEYS = SHARDS * 1_000_000 / 64;
  private static final int CHECKPOINTS = 700;

  /** Values take as many bytes all the time. */
  private static final long FIRST_VALUE = 1_000_000;

  private final StateFormat format = StateFormat.withClasses(getClass().getClassLoader());
  private final MemoryStore store = new MemoryStore();
  private final CheckpointStore checkpoints = new CheckpointStore(store, "");
  private final List<StateShard> shards =
      IntStream.range(0, SHARDS).mapToObj(StateShard::new).toList();
  private final TreeMap<Integer, List<ShardRange>> ranges = new TreeMap<>();

  @Test
  void writesOnAverageLittleMoreThanWhatHasChangedAndReadsABoundedMultiple() {
    var random = new Random(7);
    for (long key = 0; key < KEYS; key++) {
      put(key, FIRST_VALUE);
    }
    var bytesAnEntry = checkpoint(1) / (double) KEYS;
    var written = 0L;
    var changed = 0L;
    for (var id = 2; id <= CHECKPOINTS; id++) {
      for (var n = 0; n < KEYS / 100; n++) {
        put(random.nextInt(KEYS), FIRST_VALUE + id);
      }
      changed += KEYS / 100;
      written += checkpoint(id);
    }

    var ratio = written / (changed * bytesAnEntry);
    System.out.printf(
        "%d checkpoints, %d of %d keys changed in each: %d bytes of changes, %d bytes written (%.2f times)%n",
        CHECKPOINTS, KEYS / 100, KEYS, (long) (changed * bytesAnEntry), written, ratio);
    assertThat(ratio).isLessThan(1.5);

    var newest = new CheckpointStore(store, "").read(CHECKPOINTS);
    var all = requireNonNull(newest.state().get("counts")).shards();
    assertThat(all.stream().mapToLong(ShardRange::length).sum() / (KEYS * bytesAnEntry))
        .as("what a restore reads, in sizes of the state")
        .isLessThan(5.5);
    for (var shard : shards) {
      var parts =
          all.stream()
              .filter(range -> range.shard() == shard.shard())
              .map(r -> store.getRange(r.object(), r.offset(), (int) r.length()))
              .toList();
      assertThat(parts).hasSizeLessThanOrEqualTo(400);
      assertThat(entries(StateShard.restore(shard.shard(), parts, format)))
          .isEqualTo(entries(shard));
    }
  }

  private void put(long key, long value) {
    shards.get((int) (key % SHARDS)).put(key, value);
  }

  /** Returns the bytes of all objects that a checkpoint writes. */
  private long checkpoint(int id) {
    var object = "checkpoints/%020d/state-worker".formatted(id);
    var packed = new ByteArrayOutputStream();
    for (var shard : shards) {
      var snapshot = shard.snapshot(format, false);
      var bytes = snapshot.bytes(format);
      var known = ranges.computeIfAbsent(shard.shard(), any -> new ArrayList<>());
      if (!snapshot.isDelta()) {
        known.clear();
      }
      known.add(
          new ShardRange(shard.shard(), object, packed.size(), bytes.length, snapshot.size()));
      packed.writeBytes(bytes);
    }
    store.put(object, packed.toByteArray());
    var all = ranges.values().stream().flatMap(List::stream).toList();
    checkpoints.write(
        new Manifest(
            Manifest.FORMAT,
            id,
            "uid",
            1,
            id,
            0,
            0,
            1_000,
            SHARDS,
            2,
            Map.of(),
            Map.of("counts", new OperatorState("keyed", all)),
            List.of(),
            Map.of(),
            id,
            0));
    return store.list("checkpoints/%020d/".formatted(id), "").stream()
        .mapToLong(key -> store.get(key).length)
        .sum();
  }

  private static Map<Object, Object> entries(StateShard shard) {
    var entries = new TreeMap<Object, Object>();
    shard.forEach(entries::put);
    return entries;
  }
}
