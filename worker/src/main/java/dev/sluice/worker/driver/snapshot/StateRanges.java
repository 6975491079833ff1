package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the newest snapshot of each slot of state lies: a range with all of it, and those with the
 * changes after it. Owned by the event loop.
 */
public final class StateRanges {
  /** Owner of a slot that nobody has to load. */
  public static final int NOBODY = -1;

  private final Map<String, TreeMap<Integer, List<ShardRange>>> byUid = new HashMap<>();

  /** Starts over with what a checkpoint says. */
  public void reset(Map<String, OperatorState> states) {
    byUid.clear();
    states.forEach((uid, state) -> state.shards().forEach(range -> ranges(uid, range).add(range)));
  }

  /** Takes in what an executor has written; all of a slot is in place of what was there for it. */
  public void merge(List<StateRange> written) {
    var objects = new HashMap<String, String>();
    for (var message : written) {
      var range =
          new ShardRange(
              message.getSlot(),
              objects.computeIfAbsent(message.getObjectKey(), key -> key), // one text for all
              message.getOffset(),
              message.getLength(),
              message.getEntries());
      var known = ranges(message.getUid(), range);
      if (!message.getDelta()) {
        known.clear();
      }
      if (range.length() > 0) {
        known.add(range);
      }
    }
  }

  private List<ShardRange> ranges(String uid, ShardRange range) {
    return byUid
        .computeIfAbsent(uid, any -> new TreeMap<>())
        .computeIfAbsent(range.shard(), any -> new ArrayList<>());
  }

  /** Returns the state of a checkpoint: that of the plan's operators. */
  public Map<String, OperatorState> toOperatorStates(Plan plan) {
    var result = new HashMap<String, OperatorState>();
    for (var state : plan.states()) {
      var slots = byUid.getOrDefault(state.uid(), new TreeMap<>());
      var ranges = slots.values().stream().flatMap(List::stream).toList();
      result.put(state.uid(), new OperatorState(schema(state), ranges));
    }
    return result;
  }

  /** What a checkpoint says about the layout of an operator's state. */
  public static String schema(StateSpec state) {
    return state.keyed()
        ? "keyed"
        : "partitions=%d, ring=%d".formatted(state.partitions(), state.ring());
  }

  /** Turns the state of a checkpoint into messages for the executors that own it. */
  public static List<List<StateRange>> split(
      Map<String, OperatorState> states, Plan plan, int executors, SlotOwner owner) {
    var result = new ArrayList<List<StateRange>>();
    for (int index = 0; index < executors; index++) {
      result.add(new ArrayList<>());
    }
    for (var spec : plan.states()) {
      var state = states.get(spec.uid());
      if (state != null) {
        for (var range : state.shards()) {
          int index = owner.of(spec, range.shard());
          if (index != NOBODY) {
            result.get(index).add(message(spec.uid(), range));
          }
        }
      }
    }
    return result;
  }

  /**
   * Returns the state of some slots, as many as take no more than a number of bytes.
   *
   * @param states the state of a checkpoint
   */
  public static List<StateRange> sample(
      Map<String, OperatorState> states, Plan plan, long mostBytes) {
    var sample = new ArrayList<StateRange>();
    long room = mostBytes;
    for (var spec : plan.states()) {
      var state = states.get(spec.uid());
      var slots =
          state == null
              ? Map.<Integer, List<ShardRange>>of()
              : state.shards().stream()
                  .collect(
                      Collectors.groupingBy(ShardRange::shard, TreeMap::new, Collectors.toList()));
      for (var slot : slots.values()) {
        long bytes = slot.stream().mapToLong(ShardRange::length).sum();
        if (bytes <= room) {
          room -= bytes;
          slot.forEach(range -> sample.add(message(spec.uid(), range)));
        }
      }
    }
    return sample;
  }

  private static StateRange message(String uid, ShardRange range) {
    return StateRange.newBuilder()
        .setUid(uid)
        .setSlot(range.shard())
        .setObjectKey(range.object())
        .setOffset(range.offset())
        .setLength(Math.toIntExact(range.length()))
        .setEntries(range.entries())
        .build();
  }

  /** Says which executor owns a slot. */
  @FunctionalInterface
  public interface SlotOwner {
    /** Returns the index of the executor, or {@link #NOBODY}. */
    int of(StateSpec state, int slot);
  }
}
