package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Copies the state of a checkpoint under other keys, each object once. */
final class StateCopy {
  private final ObjectStore source;
  private final ObjectStore target;
  private final String root;

  /**
   * Makes a copier.
   *
   * @param source where the objects are
   * @param target where the copies go
   * @param root what the keys of the copies start with
   */
  StateCopy(ObjectStore source, ObjectStore target, String root) {
    this.source = source;
    this.target = target;
    this.root = root;
  }

  /**
   * Returns the state of a checkpoint as it is in the copies. Their keys follow from the checkpoint
   * and the number, so a copy that is repeated overwrites each object with the same content.
   *
   * @param id number of the checkpoint that the copies are for
   * @param isCancelled asked before each object
   * @throws CancellationException if the copy is not wanted any more
   */
  Map<String, OperatorState> of(Manifest manifest, long id, BooleanSupplier isCancelled) {
    Map<String, String> copies = new HashMap<>();
    Set<String> objects = new TreeSet<>();
    manifest.state().values().forEach(of -> of.shards().forEach(at -> objects.add(at.object())));
    for (String object : objects) {
      if (isCancelled.getAsBoolean()) {
        throw new CancellationException("the copy is not wanted any more");
      }
      String copy = CheckpointKeys.restoredState(id, copies.size());
      target.put(root + copy, source.get(object));
      copies.put(object, copy);
    }
    Map<String, OperatorState> states = new HashMap<>();
    manifest
        .state()
        .forEach(
            (uid, state) ->
                states.put(
                    uid,
                    new OperatorState(
                        state.schema(),
                        state.shards().stream().map(range -> moved(range, copies)).toList())));
    return states;
  }

  private static ShardRange moved(ShardRange range, Map<String, String> copies) {
    String copy = copies.get(range.object());
    if (copy == null) {
      throw new IllegalStateException(range.object() + " is not an object of its checkpoint");
    }
    return new ShardRange(range.shard(), copy, range.offset(), range.length(), range.entries());
  }
}
