package dev.sluice.worker.driver.receivers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides which shards move when workers have unequal numbers of them; a pure function. */
final class ReceiverBalance {
  private ReceiverBalance() {}

  /**
   * A shard that runs.
   *
   * @param stream number of its stream
   * @param group the same number for the shards of one receiver
   * @param worker where it runs
   */
  record Shard(int stream, int group, String worker) {}

  /** Returns the streams to start again elsewhere; as few as make the numbers differ by 1. */
  static List<Integer> toMove(List<String> workers, List<Shard> running) {
    var groups = new TreeMap<Integer, Map<String, Deque<Integer>>>();
    for (var shard : running) {
      groups
          .computeIfAbsent(shard.group(), group -> empty(workers))
          .computeIfAbsent(shard.worker(), worker -> new ArrayDeque<>())
          .add(shard.stream());
    }
    var moves = new ArrayList<Integer>();
    groups.values().forEach(group -> level(group, moves));
    return moves;
  }

  private static Map<String, Deque<Integer>> empty(List<String> workers) {
    var shards = new TreeMap<String, Deque<Integer>>();
    workers.forEach(worker -> shards.put(worker, new ArrayDeque<>()));
    return shards;
  }

  private static void level(Map<String, Deque<Integer>> shards, List<Integer> moves) {
    while (true) {
      Deque<Integer> most = null;
      Deque<Integer> fewest = null;
      for (var held : shards.values()) {
        most = most == null || held.size() > most.size() ? held : most;
        fewest = fewest == null || held.size() < fewest.size() ? held : fewest;
      }
      if (most == null || fewest == null || most.size() - fewest.size() < 2) {
        return;
      }
      var moved = most.removeLast();
      moves.add(moved);
      fewest.addFirst(moved);
    }
  }
}
