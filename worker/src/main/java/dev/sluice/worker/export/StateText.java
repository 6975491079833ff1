package dev.sluice.worker.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.NewestCheckpoint;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateTarget;
import dev.sluice.worker.storage.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the keyed state of a job's newest checkpoint as text. */
public final class StateText {
  private static final Comparator<Entry> BY_KEY_BYTES =
      (left, right) -> Arrays.compareUnsigned(left.key(), right.key());

  private StateText() {}

  private record Entry(byte[] key, byte[] value) {
    static Entry of(Object key, @Nullable Object value) {
      return new Entry(key.toString().getBytes(UTF_8), String.valueOf(value).getBytes(UTF_8));
    }
  }

  /**
   * Writes {@code value<TAB>key} lines in order of the keys' UTF-8 bytes. Holds the whole state in
   * memory.
   *
   * @param store the job's objects, from its root on
   * @param uid which state; may be left out if there is one
   * @param out where to write to; neither flushed nor closed
   * @throws StateNotFoundException if there is no checkpoint or no such state, or several and no
   *     uid; the message says what there is
   * @throws IOException if writing fails
   */
  public static void write(ObjectStore store, Optional<String> uid, OutputStream out)
      throws IOException {
    write(
        store,
        NewestCheckpoint.find(store, "").orElseThrow(StateNotFoundException::noCheckpoint),
        uid,
        out);
  }

  /** Writes the state of a given checkpoint; else as {@link #write}. */
  public static void write(
      ObjectStore store, Manifest manifest, Optional<String> uid, OutputStream out)
      throws IOException {
    for (var entry : entries(store, choose(manifest, uid))) {
      out.write(entry.value());
      out.write('\t');
      out.write(entry.key());
      out.write('\n');
    }
  }

  private static OperatorState choose(Manifest manifest, Optional<String> uid) {
    var known = manifest.state().keySet().stream().sorted().toList();
    if (uid.isEmpty() && known.size() > 1) {
      throw new StateNotFoundException(
          "the job has several keyed states: choose one of %s with --uid"
              .formatted(String.join(", ", known)));
    }
    var name = uid.or(() -> known.stream().findFirst());
    var state = name.map(manifest.state()::get);
    return state.orElseThrow(
        () ->
            new StateNotFoundException(
                uid.isEmpty()
                    ? "the job has no keyed state: there is nothing to write"
                    : "the job has no state '%s': it has %s"
                        .formatted(uid.get(), String.join(", ", known))));
  }

  private static List<Entry> entries(ObjectStore store, OperatorState state) {
    var format = StateFormat.generic();
    var values = new TreeMap<Integer, EntriesOfShard>();
    for (ShardRange range : state.shards()) {
      var length = Math.toIntExact(range.length());
      var content = store.getRange(range.object(), range.offset(), length);
      var shard = values.computeIfAbsent(range.shard(), any -> new EntriesOfShard(new HashMap<>()));
      format.decode(content, 0, content.length, shard);
    }
    var entries = new ArrayList<Entry>();
    values.values().forEach(shard -> shard.values.forEach((k, v) -> entries.add(Entry.of(k, v))));
    entries.sort(BY_KEY_BYTES);
    return entries;
  }

  /** The ranges of a shard, read one after the other. */
  private record EntriesOfShard(Map<Object, @Nullable Object> values) implements StateTarget {
    @Override
    public void clear() {
      values.clear();
    }

    @Override
    public void remove(Object key) {
      values.remove(key);
    }

    @Override
    public void put(Object key, @Nullable Object value, long time) {
      values.put(key, value);
    }
  }
}
