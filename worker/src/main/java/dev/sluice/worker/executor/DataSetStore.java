package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.HeldInput;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Partitions of data sets that programs have persisted, as bytes, of one generation. Thread-safe.
 */
final class DataSetStore {
  private record Part(int branch, int partition) {}

  private final Map<String, Map<Part, byte[]>> dataSets = new HashMap<>();
  private long generation;
  private long bytes;

  /** A share of the heap: receivers' blocks have a quarter, and state needs the most. */
  static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / 5;
  }

  /** Begins a generation: drops everything. */
  synchronized void begin(long next) {
    generation = next;
    dataSets.clear();
    bytes = 0;
  }

  /**
   * Keeps a partition in place of what an earlier attempt kept; an attempt of an older generation
   * keeps nothing.
   *
   * @param mostBytes the most that all partitions may have
   * @return whether there was room
   */
  synchronized boolean keep(
      long ofGeneration, String hold, int branch, int partition, byte[] records, long mostBytes) {
    if (ofGeneration != generation) {
      return false;
    }
    var parts = dataSets.computeIfAbsent(hold, key -> new HashMap<>());
    var before = parts.remove(new Part(branch, partition));
    bytes -= before == null ? 0 : before.length;
    if (bytes + records.length > mostBytes) {
      return false;
    }
    parts.put(new Part(branch, partition), records);
    bytes += records.length;
    return true;
  }

  /**
   * The records of a partition.
   *
   * @throws IllegalStateException if they are not kept
   */
  synchronized byte[] get(HeldInput input) {
    var parts = dataSets.getOrDefault(input.getHold(), Map.of());
    byte @Nullable [] found = parts.get(new Part(input.getBranch(), input.getPartition()));
    if (found == null) {
      throw new IllegalStateException(
          "partition %d of %s is not kept here any more"
              .formatted(input.getPartition(), input.getHold()));
    }
    return found;
  }

  synchronized void remove(String hold) {
    var parts = dataSets.remove(hold);
    if (parts != null) {
      bytes -= parts.values().stream().mapToLong(records -> records.length).sum();
    }
  }
}
