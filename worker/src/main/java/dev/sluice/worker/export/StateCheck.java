package dev.sluice.worker.export;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateTarget;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the ranges of checkpoints, each once, and says what is wrong with them. */
final class StateCheck {
  private static final String KEYED = "keyed";

  private final ObjectStore store;
  private final StateFormat format = StateFormat.generic();
  private final Map<ShardRange, Result> results = new HashMap<>();

  /** A range that was read. */
  private record Result(Optional<String> problem, boolean whole) {}

  StateCheck(ObjectStore store) {
    this.store = store;
  }

  CheckpointVerification.Checked check(Manifest manifest, boolean counts) {
    var problems = new ArrayList<String>();
    var ranges = 0;
    var bytes = 0L;
    for (var state : manifest.state().entrySet()) {
      check(manifest, state.getKey(), state.getValue(), problems);
      ranges += state.getValue().shards().size();
      bytes += state.getValue().shards().stream().mapToLong(ShardRange::length).sum();
    }
    return new CheckpointVerification.Checked(
        manifest.id(), counts, ranges, bytes, problems.stream().distinct().toList());
  }

  private void check(Manifest manifest, String uid, OperatorState state, List<String> problems) {
    Set<Integer> begun = new HashSet<>();
    for (var range : state.shards()) {
      var result = results.computeIfAbsent(range, this::read);
      result.problem().ifPresent(problems::add);
      var name = "state %s, shard %d".formatted(uid, range.shard());
      if (state.schema().startsWith(KEYED) && range.shard() >= manifest.shards()) {
        problems.add("%s: there are only %d shards".formatted(name, manifest.shards()));
      }
      if (begun.add(range.shard()) && result.problem().isEmpty() && !result.whole()) {
        problems.add(name + ": its first range holds only changes; the one before is missing");
      }
    }
  }

  private Result read(ShardRange range) {
    var counts = new Counts();
    try {
      var length = Math.toIntExact(range.length());
      var content = store.getRange(range.object(), range.offset(), length);
      var entries = format.decode(content, 0, length, counts);
      return entries == range.entries()
          ? new Result(Optional.empty(), counts.whole)
          : damaged(range, "%d entries, not %d".formatted(entries, range.entries()));
    } catch (ObjectNotFoundException e) {
      return new Result(Optional.of(range.object() + ": it is missing"), true);
    } catch (CodecException e) {
      return damaged(range, String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      if (e.failure() != StoreFailure.INVALID) {
        throw e;
      }
      return damaged(range, "the object ends before that");
    }
  }

  private static Result damaged(ShardRange range, String reason) {
    return new Result(
        Optional.of(
            "%s, bytes %d to %d (shard %d): %s"
                .formatted(
                    range.object(),
                    range.offset(),
                    range.offset() + range.length(),
                    range.shard(),
                    reason)),
        true);
  }

  private static final class Counts implements StateTarget {
    private boolean whole;

    @Override
    public void clear() {
      whole = true;
    }

    @Override
    public void remove(Object key) {
      // read for its checksum only
    }

    @Override
    public void put(Object key, @Nullable Object value, long time) {
      // read for its checksum only
    }
  }
}
