package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where state lies, as one checkpoint tells it: of all shards, or of those that it adds ranges to
 * what tables before it say. So what a checkpoint has to write does not grow with the ranges that a
 * restore has to read.
 *
 * @param format version of this layout
 * @param objects keys of the objects with the ranges, relative to the job's root
 * @param states ranges by the uid of the operator
 */
record RangeTable(int format, List<String> objects, Map<String, Ranges> states) {
  static final int FORMAT = 1;

  /**
   * Ranges of one operator; each is five numbers: shard, index of its object, offset, length and
   * entries.
   *
   * @param whole those of shards for which they stand in place of what tables before say
   * @param added those that follow what tables before say
   */
  record Ranges(List<Long> whole, List<Long> added) {
    Ranges {
      whole = List.copyOf(whole);
      added = List.copyOf(added);
    }
  }

  private static final int NUMBERS = 5;

  RangeTable {
    objects = List.copyOf(objects);
    states = Map.copyOf(states);
  }

  /** Returns the table of all ranges. */
  static RangeTable all(Map<String, OperatorState> state) {
    return new Writing().table(Map.of(), state);
  }

  /** Returns a table of what is new; empty if shards are gone, which none can tell. */
  static Optional<RangeTable> since(
      Map<String, OperatorState> before, Map<String, OperatorState> now) {
    for (Map.Entry<String, OperatorState> state : now.entrySet()) {
      OperatorState known = before.get(state.getKey());
      if (known != null
          && !byShard(state.getValue()).keySet().containsAll(byShard(known).keySet())) {
        return Optional.empty();
      }
    }
    return Optional.of(new Writing().table(before, now));
  }

  /** Whether it says nothing. */
  boolean isEmpty() {
    return objects.isEmpty();
  }

  /**
   * Takes in what this table says.
   *
   * @param ranges those of the tables before, by uid and shard
   * @throws IllegalArgumentException if it makes no sense
   */
  void addTo(Map<String, TreeMap<Integer, List<ShardRange>>> ranges) {
    states.forEach(
        (uid, of) -> {
          TreeMap<Integer, List<ShardRange>> known =
              ranges.computeIfAbsent(uid, any -> new TreeMap<>());
          TreeMap<Integer, List<ShardRange>> whole = new TreeMap<>();
          read(of.whole(), whole);
          known.putAll(whole);
          read(of.added(), known);
        });
  }

  private void read(List<Long> numbers, Map<Integer, List<ShardRange>> target) {
    if (numbers.size() % NUMBERS != 0) {
      throw new IllegalArgumentException(numbers.size() + " numbers are no ranges");
    }
    for (int at = 0; at < numbers.size(); at += NUMBERS) {
      int object = Math.toIntExact(numbers.get(at + 1));
      if (object < 0 || object >= objects.size()) {
        throw new IllegalArgumentException("there is no object " + object);
      }
      ShardRange range =
          new ShardRange(
              Math.toIntExact(numbers.get(at)),
              objects.get(object),
              numbers.get(at + 2),
              numbers.get(at + 3),
              numbers.get(at + 4));
      target.computeIfAbsent(range.shard(), any -> new ArrayList<>()).add(range);
    }
  }

  private static TreeMap<Integer, List<ShardRange>> byShard(OperatorState state) {
    TreeMap<Integer, List<ShardRange>> result = new TreeMap<>();
    for (ShardRange range : state.shards()) {
      result.computeIfAbsent(range.shard(), any -> new ArrayList<>()).add(range);
    }
    return result;
  }

  private static final class Writing {
    private final Map<String, Integer> objects = new HashMap<>();
    private final List<String> inOrder = new ArrayList<>();

    RangeTable table(Map<String, OperatorState> before, Map<String, OperatorState> now) {
      Map<String, Ranges> states = new HashMap<>();
      now.forEach(
          (uid, state) -> {
            OperatorState known = before.get(uid);
            Ranges ranges = ranges(known == null ? Map.of() : byShard(known), byShard(state));
            if (!ranges.whole().isEmpty() || !ranges.added().isEmpty()) {
              states.put(uid, ranges);
            }
          });
      return new RangeTable(FORMAT, inOrder, states);
    }

    private Ranges ranges(
        Map<Integer, List<ShardRange>> before, Map<Integer, List<ShardRange>> now) {
      List<Long> whole = new ArrayList<>();
      List<Long> added = new ArrayList<>();
      now.forEach(
          (shard, ranges) -> {
            List<ShardRange> known = before.getOrDefault(shard, List.of());
            if (!known.isEmpty()
                && known.size() <= ranges.size()
                && ranges.subList(0, known.size()).equals(known)) {
              write(ranges.subList(known.size(), ranges.size()), added);
            } else {
              write(ranges, whole);
            }
          });
      return new Ranges(whole, added);
    }

    private void write(List<ShardRange> ranges, List<Long> numbers) {
      for (ShardRange range : ranges) {
        numbers.add((long) range.shard());
        numbers.add((long) objectOf(range));
        numbers.add(range.offset());
        numbers.add(range.length());
        numbers.add(range.entries());
      }
    }

    private int objectOf(ShardRange range) {
      return objects.computeIfAbsent(
          range.object(),
          key -> {
            inOrder.add(key);
            return inOrder.size() - 1;
          });
    }
  }
}
